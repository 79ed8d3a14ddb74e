/*
 * Stands in for libldap in the image. libpq asks it for one thing only, connection parameters that a service file keeps
 * in an LDAP directory; for that, libldap would bring five more megabytes of libraries. Here every such look-up fails at
 * its first step, and libpq says that it could not create an LDAP structure.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

void *ldap_init(const char *host, int port);

void *
ldap_init(const char *host, int port)
{
	(void)host;
	(void)port;
	return NULL;
}

/* What libpq would call with what ldap_init() returned. */
#define NEVER_CALLED(function) \
	void function(void);   \
	void function(void)    \
	{                      \
		abort();       \
	}

NEVER_CALLED(ldap_count_entries)
NEVER_CALLED(ldap_err2string)
NEVER_CALLED(ldap_first_entry)
NEVER_CALLED(ldap_get_values_len)
NEVER_CALLED(ldap_msgfree)
NEVER_CALLED(ldap_result)
NEVER_CALLED(ldap_search_st)
NEVER_CALLED(ldap_set_option)
NEVER_CALLED(ldap_simple_bind)
NEVER_CALLED(ldap_unbind)
NEVER_CALLED(ldap_value_free_len)
