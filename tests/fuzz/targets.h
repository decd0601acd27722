/*
 * targets: which brain a fuzzer runs (-DTARGET_SPLIT ...), and its options, chosen by a
 * byte of the input. A target is one block here.
 *
 * target_records   does it print records at all (nstrip --text does not)?
 * target_repeats   does it keep all it reads and add the same again (nsim -u does not)?
 */
#if defined(TARGET_STRIP)

#include "strip.h"

static const nu_brain *
target_brain(void)
{
	return &nu_strip_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_strip_opts o;

	o.print = (enum nu_strip_print)(variant % 5);
	o.source = variant & 64 ? "a source" : NULL;
	return &o;
}

static bool
target_records(unsigned variant)
{
	return variant % 5 <= NU_STRIP_JUNK;
}

static bool
target_repeats(unsigned variant)
{
	(void)variant;
	return true;
}

#elif defined(TARGET_SPLIT)

#include "split.h"

static const nu_brain *
target_brain(void)
{
	return &nu_split_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_split_opts o;
	static const char   *langs[] = {NULL, "en", "de", "ru"};

	o.words = variant & 1;
	o.quotes = variant & 2;
	o.keep = variant & 4;
	o.lang = langs[variant >> 3 & 3];
	return &o;
}

#elif defined(TARGET_DATE)

#include "date.h"

static const nu_brain *
target_brain(void)
{
	return &nu_date_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_date_opts o;

	o.date = variant & 1 ? "2024-01-19" : variant & 2 ? "2024-01-19T14:00" : NULL;
	o.order = (enum nu_order)(variant >> 2 & 3) % 3;
	o.seen_days = variant & 16 ? 3 : -1;
	o.lang = variant & 32 ? "de" : "en";
	return &o;
}

#elif defined(TARGET_ENTS)

#include "ents.h"

static const nu_brain *
target_brain(void)
{
	return &nu_ents_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_ents_opts o;

	o.across = variant & 1;
	return &o;
}

#elif defined(TARGET_SIM)

#include "sim.h"

static const nu_brain *
target_brain(void)
{
	return &nu_sim_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_sim_opts o;

	o.reuse = variant & 1;
	o.story = variant & 2;
	o.unique = variant & 4;
	o.all = variant & 8;
	o.jaccard = variant & 16;
	o.sample = 1u << (variant >> 5);
	return &o;
}

static bool
target_repeats(unsigned variant)
{
	return !(variant & 4);
}

#define TARGET_FORGETS

#elif defined(TARGET_JSON)

#include "json.h"

static bool target_back; /* JSON to records, not records to JSON */

static const nu_brain *
target_brain(void)
{
	return target_back ? &nu_unjson_brain : &nu_json_brain;
}

static const void *
target_opts(unsigned variant)
{
	static nu_json_opts o;

	o.lines = variant & 1;
	o.chars = variant & 2;
	o.types = variant & 4 ? "person,Para,@doc" : NULL;
	o.max_doc = (size_t)1 << 20;
	return &o;
}

#endif

#if !defined(TARGET_STRIP) && !defined(TARGET_JSON)
static bool
target_records(unsigned variant)
{
	(void)variant;
	return true;
}

#if !defined(TARGET_FORGETS)
static bool
target_repeats(unsigned variant)
{
	(void)variant;
	return true;
}
#endif
#endif
