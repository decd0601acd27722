#include "sim_room.h"

/* Of what a sketch has, more than half furniture is a reprint, and counts. */
nu_sim_likeness
nu_sim_compare(const nu_sim_shared *s)
{
	size_t here = s->here - s->furniture, shared = s->plain, either;

	if (here * 2 < s->here) {
		here = s->here;
		shared = s->whole;
	}
	if (shared == 0 || (shared < 2 && here > 2)) /* the evidence is too thin */
		return (nu_sim_likeness){0, 0, 0};
	if (shared > here || shared > s->there) /* lines that were damaged on their way */
		return (nu_sim_likeness){0, 0, 0};
	either = here + s->there - shared;
	return (nu_sim_likeness){(int)(shared * 100 / here), (int)(shared * 100 / s->there),
	    (int)(shared * 100 / either)};
}

bool
nu_sim_is_copy(const nu_sim_opts *o, nu_sim_likeness x)
{
	if (o->least)
		return (o->jaccard ? x.both : x.share) >= o->least;
	return x.both >= NU_SIM_ALIKE || x.share >= NU_SIM_WITHIN || x.back >= NU_SIM_WITHIN;
}
