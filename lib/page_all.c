/*
 * The formats besides plain text. In a file of its own: who names this list links the
 * markup and JSON libraries, and nobody else does.
 */
#include "page_format.h"

const nu_format *const nu_page_all[] = {&nu_page_html, &nu_page_warc, &nu_page_json, NULL};
