/*
 * Our error document for requests that libh2o refuses before they become an exchange. Edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_ERROR_H
#define LIBRARY_ERROR_H

#include <h2o.h>

/* The requests that libh2o refuses have no path: they run through the host's fallback. */
void library_error_register(h2o_hostconf_t *host);

#endif
