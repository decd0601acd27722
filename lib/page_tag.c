#include "page_tag.h"

#define B NU_EL_BLOCK
#define S (NU_EL_BLOCK | NU_EL_SPACE)

static const nu_el unknown = {"", 0, NU_TAG_NONE, NU_EL_OTHER, 0, 0};

static const nu_el elements[] = {
    {"a", NU_EL_LINK, NU_TAG_NONE, NU_EL_A, 0, 0},
    {"address", B, NU_TAG_ADDRESS, 0, 0, 0},
    {"applet", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"article", B, NU_TAG_DIV, 0, 0, NU_IN_ARTICLE},
    {"aside", B, NU_TAG_DIV, 0, 0, NU_CUE_SIDE},
    {"audio", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"b", NU_EL_STRONG, NU_TAG_NONE, 0, 0, 0},
    {"base", 0, NU_TAG_NONE, NU_EL_BASE, 0, 0},
    {"blockquote", S, NU_TAG_QUOTE, 0, 0, NU_IN_QUOTE},
    {"body", B | NU_EL_TOP, NU_TAG_DIV, 0, 0, 0},
    {"br", NU_EL_BREAK, NU_TAG_NONE, 0, 0, 0},
    {"button", B, NU_TAG_FIELD, 0, NU_MARK_BUTTON, 0},
    {"canvas", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"caption", B, NU_TAG_CAPTION, 0, 0, 0},
    {"center", B, NU_TAG_DIV, 0, 0, 0},
    {"cite", NU_EL_EM, NU_TAG_NONE, 0, 0, 0},
    {"datalist", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"dd", B, NU_TAG_LI, 0, 0, NU_IN_LIST},
    {"details", B, NU_TAG_DIV, 0, 0, 0},
    {"dialog", B, NU_TAG_DIV, NU_EL_DIALOG, 0, NU_CUE_WIDGET},
    {"dir", S, NU_TAG_DIV, 0, 0, NU_IN_LIST},
    {"div", B, NU_TAG_DIV, 0, 0, 0},
    {"dl", S, NU_TAG_DIV, 0, 0, NU_IN_LIST},
    {"dt", B, NU_TAG_LI, 0, 0, NU_IN_LIST},
    {"em", NU_EL_EM, NU_TAG_NONE, 0, 0, 0},
    {"embed", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"fieldset", B, NU_TAG_DIV, 0, 0, NU_IN_FORM},
    {"figcaption", B, NU_TAG_CAPTION, 0, 0, NU_CUE_CAPTION},
    {"figure", S, NU_TAG_DIV, 0, 0, NU_IN_FIGURE},
    {"footer", B, NU_TAG_DIV, 0, 0, NU_CUE_FOOT},
    {"form", B, NU_TAG_DIV, 0, 0, NU_IN_FORM},
    {"frameset", B, NU_TAG_DIV, 0, 0, 0},
    {"h1", S, NU_TAG_H1, 0, 0, 0},
    {"h2", S, NU_TAG_H2, 0, 0, 0},
    {"h3", S, NU_TAG_H3, 0, 0, 0},
    {"h4", S, NU_TAG_H4, 0, 0, 0},
    {"h5", S, NU_TAG_H5, 0, 0, 0},
    {"h6", S, NU_TAG_H6, 0, 0, 0},
    {"head", B | NU_EL_TOP, NU_TAG_DIV, 0, 0, 0},
    {"header", B, NU_TAG_DIV, 0, 0, NU_CUE_HEAD},
    {"hgroup", B, NU_TAG_DIV, 0, 0, 0},
    {"hr", NU_EL_BREAK | NU_EL_SPACE, NU_TAG_NONE, 0, 0, 0},
    {"html", B | NU_EL_TOP, NU_TAG_DIV, NU_EL_HTML, 0, 0},
    {"i", NU_EL_EM, NU_TAG_NONE, 0, 0, 0},
    {"iframe", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"img", 0, NU_TAG_NONE, 0, NU_MARK_IMAGE, 0},
    {"input", 0, NU_TAG_NONE, 0, NU_MARK_BUTTON, 0},
    {"label", 0, NU_TAG_FIELD, 0, 0, 0},
    {"legend", B, NU_TAG_FIELD, 0, 0, 0},
    {"li", B, NU_TAG_LI, 0, 0, NU_IN_LIST},
    {"link", 0, NU_TAG_NONE, NU_EL_LINKREL, 0, 0},
    {"listing", S | NU_EL_RAW, NU_TAG_PRE, 0, 0, 0},
    {"main", B, NU_TAG_DIV, 0, 0, NU_IN_MAIN},
    {"menu", S, NU_TAG_DIV, 0, 0, NU_IN_LIST | NU_CUE_NAV},
    {"meta", 0, NU_TAG_NONE, NU_EL_META, 0, 0},
    {"nav", B, NU_TAG_DIV, 0, 0, NU_CUE_NAV},
    {"noframes", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"noscript", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"object", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"ol", S, NU_TAG_DIV, 0, 0, NU_IN_LIST},
    {"optgroup", B, NU_TAG_FIELD, 0, 0, NU_IN_FORM},
    {"option", B, NU_TAG_FIELD, 0, 0, NU_IN_FORM},
    {"p", S, NU_TAG_P, 0, 0, 0},
    {"picture", 0, NU_TAG_NONE, 0, NU_MARK_IMAGE, 0},
    {"plaintext", S | NU_EL_RAW, NU_TAG_PRE, 0, 0, 0},
    {"pre", S | NU_EL_RAW, NU_TAG_PRE, 0, 0, 0},
    {"rp", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"script", NU_EL_SKIP, NU_TAG_NONE, NU_EL_SCRIPT, 0, 0},
    {"search", B, NU_TAG_DIV, 0, 0, NU_IN_FORM},
    {"section", B, NU_TAG_DIV, 0, 0, 0},
    {"select", B, NU_TAG_FIELD, 0, 0, NU_IN_FORM},
    {"strong", NU_EL_STRONG, NU_TAG_NONE, 0, 0, 0},
    {"style", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"summary", B, NU_TAG_DIV, 0, 0, 0},
    {"svg", NU_EL_SKIP, NU_TAG_NONE, 0, NU_MARK_IMAGE, 0},
    {"table", S, NU_TAG_DIV, 0, 0, NU_IN_TABLE},
    {"tbody", B, NU_TAG_DIV, 0, 0, 0},
    {"td", B, NU_TAG_CELL, 0, 0, 0},
    {"template", NU_EL_SKIP, NU_TAG_NONE, 0, 0, 0},
    {"textarea", NU_EL_SKIP, NU_TAG_NONE, 0, NU_MARK_BUTTON, 0},
    {"tfoot", B, NU_TAG_DIV, 0, 0, 0},
    {"th", B, NU_TAG_CELL, 0, 0, 0},
    {"thead", B, NU_TAG_DIV, 0, 0, 0},
    {"time", 0, NU_TAG_NONE, NU_EL_TIME, NU_MARK_TIME, NU_CUE_DATE},
    {"title", NU_EL_SKIP, NU_TAG_NONE, NU_EL_TITLE, 0, 0},
    {"tr", B, NU_TAG_DIV, 0, 0, 0},
    {"ul", S, NU_TAG_DIV, 0, 0, NU_IN_LIST},
    {"video", NU_EL_SKIP, NU_TAG_NONE, 0, NU_MARK_IMAGE, 0},
    {"xmp", S | NU_EL_RAW, NU_TAG_PRE, 0, 0, 0},
};

enum { N = sizeof elements / sizeof *elements };

const nu_el *
nu_el_find(const char *name)
{
	/* The table is sorted. */
	size_t lo = 0, hi = N;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int    c = strcmp(name, elements[mid].name);

		if (c == 0)
			return &elements[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return &unknown;
}
