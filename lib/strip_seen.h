/*
 * strip_seen: which lines recur on the pages of a site, over many runs, in a file.
 *
 * A line of the file is a site, with TABs between:
 *
 *     nstrip-seen2 SITE PAGES HASH:COUNT... CHECK
 *
 * pages read, then for each line of them a hash (hexadecimal) and on how many pages it
 * stood, between blanks; CHECK is a sum of all before it. Counts of a site that stands on
 * several lines are added up: so cat merges files, and grep takes sites out.
 *
 * A site keeps at most SP_SEEN_LINES lines. When there are more, all counts are lowered by
 * as much as drops a quarter of them, after Misra and Gries ("Finding repeated elements",
 * 1982): a count may be too low, never too high, and merged files keep that (Agarwal and
 * others, "Mergeable summaries", PODS 2012).
 */
#ifndef NU_STRIP_SEEN_H
#define NU_STRIP_SEEN_H

#include "strip_in.h"

enum { SP_SEEN_LINES = 20000 };

typedef struct sp_seen sp_seen;

/*
 * Reads the file, which need not exist, and makes the one (FILE.new) that is to take its
 * place. NULL: it is damaged, of another version, or in use (told to the log, status 2).
 */
sp_seen *sp_seen_open(nu_arena *keep, const char *path, nu_log *log);
/* The file's path, behind symbolic links. */
const char *sp_seen_path(const sp_seen *s);
/*
 * Marks the lines that recurred on the site's earlier pages as junk, but for sentences and
 * the headline; then counts those of this page, unless it was counted before.
 */
void sp_seen_page(sp_seen *s, sp_page *p, nu_str site);
/* Replaces the file at once, unless the run has failed: a reader finds the old or the new. */
void sp_seen_close(sp_seen *s);

#endif
