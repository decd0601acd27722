/*
 * targets: which brain a fuzzer of filter.c runs (-DTARGET_SPLIT ...), and its options,
 * chosen by a byte of the input. A target is one block here; options live as long as the
 * process, a block of them for each byte.
 *
 * target_remembers  does a document depend on those before it?
 * target_repeats    does it keep all that it reads and add the same again (not nsim -u)?
 */
#if defined(TARGET_SPLIT)

#include "split.h"

static const nu_brain *
target_brain(void)
{
	return &nu_split_brain;
}

static const void *
target_opts(uint8_t variant)
{
	static nu_split_opts all[256], *o;
	static const char   *langs[] = {NULL, "en", "de", "ru"};

	o = &all[variant & 31];
	o->words = variant & 1;
	o->quotes = variant & 2;
	o->keep = variant & 4;
	o->lang = langs[variant >> 3 & 3];
	return o;
}

#elif defined(TARGET_DATE)

#include "date.h"

static const nu_brain *
target_brain(void)
{
	return &nu_date_brain;
}

static const void *
target_opts(uint8_t variant)
{
	static nu_date_opts all[256], *o;

	o = &all[variant & 63];
	o->date = variant & 1 ? "2024-01-19" : variant & 2 ? "2024-01-19T14:00" : NULL;
	o->order = (enum nu_order)((variant >> 2 & 3) % 3);
	o->seen_days = variant & 16 ? 3 : -1;
	o->lang = variant & 32 ? "de" : "en";
	return o;
}

#elif defined(TARGET_ENTS)

#include "ents.h"

static const nu_brain *
target_brain(void)
{
	return &nu_ents_brain;
}

/* Remembering, it must be opened anew for each run, which takes long: seldom. */
static bool
target_remembers(uint8_t variant)
{
	return variant % 128 == 127;
}

static const void *
target_opts(uint8_t variant)
{
	static nu_ents_opts all[2], *o;

	o = &all[target_remembers(variant)];
	o->across = target_remembers(variant);
	o->lang = "en";
	return o;
}

#elif defined(TARGET_SIM)

#include "sim.h"

static const nu_brain *
target_brain(void)
{
	return &nu_sim_brain;
}

static const void *
target_opts(uint8_t variant)
{
	static nu_sim_opts o;

	o.reuse = variant & 1;
	o.story = (variant & 10) == 10; /* its words take long to load: seldom */
	o.unique = variant & 4;
	o.all = variant & 8;
	o.jaccard = variant & 16;
	o.sample = 1u << (variant >> 5);
	return &o;
}

static bool
target_remembers(uint8_t variant)
{
	(void)variant;
	return true;
}

static bool
target_repeats(uint8_t variant)
{
	return !(variant & 4);
}

#endif

#if !defined(TARGET_SIM)
static bool
target_repeats(uint8_t variant)
{
	(void)variant;
	return true;
}

#if !defined(TARGET_ENTS)
static bool
target_remembers(uint8_t variant)
{
	(void)variant;
	return false;
}
#endif
#endif
