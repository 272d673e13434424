// RUN: %tocsin %s
// A change that takes the old value away is refused if it is no longer there:
// who asks for that has his condition, although none goes with the call.
#include <stdio.h>
#include <stdlib.h>

typedef struct ldap LDAP;
typedef struct ldapmsg LDAPMessage;
typedef struct ldapcontrol LDAPControl;
struct berval {
  unsigned long bv_len;
  char *bv_val;
};
typedef struct ldapmod {
  int mod_op;
  char *mod_type;
  union {
    char **modv_strvals;
    struct berval **modv_bvals;
  } mod_vals;
} LDAPMod;
#define LDAP_MOD_ADD 0x0000
#define LDAP_MOD_DELETE 0x0001
#define LDAP_MOD_REPLACE 0x0002
#define LDAP_SUCCESS 0x00
#define LDAP_NO_SUCH_ATTRIBUTE 0x10
int ldap_search_ext_s(LDAP *, const char *base, int scope, const char *filter,
                      char **attrs, int only, LDAPControl **, LDAPControl **,
                      void *timeout, int limit, LDAPMessage **res);
LDAPMessage *ldap_first_entry(LDAP *, LDAPMessage *);
struct berval **ldap_get_values_len(LDAP *, LDAPMessage *, const char *);
int ldap_modify_ext_s(LDAP *, const char *dn, LDAPMod **, LDAPControl **,
                      LDAPControl **);

#define COUNTER "cn=next,dc=example,dc=org"

static int look(LDAP *ld, const char *dn, char *out, unsigned long cap) {
  LDAPMessage *found = NULL, *entry;
  struct berval **v;
  int rc = ldap_search_ext_s(ld, dn, 0, "(objectClass=*)", NULL, 0, NULL, NULL,
                             NULL, 1, &found);
  if (rc != LDAP_SUCCESS)
    return rc;
  rc = LDAP_NO_SUCH_ATTRIBUTE;
  entry = ldap_first_entry(ld, found);
  if (entry && (v = ldap_get_values_len(ld, entry, "badge")) != NULL && v[0]) {
    snprintf(out, cap, "%.*s", (int)v[0]->bv_len, v[0]->bv_val);
    rc = LDAP_SUCCESS;
  }
  return rc;
}

static int change(LDAP *ld, const char *dn, int op, char *from, char *to) {
  char *gone[2] = {from, NULL}, *came[2] = {to, NULL};
  LDAPMod del, add, *mods[3];
  del.mod_op = op;
  del.mod_type = "badge";
  del.mod_vals.modv_strvals = gone;
  add.mod_op = LDAP_MOD_ADD;
  add.mod_type = "badge";
  add.mod_vals.modv_strvals = came;
  mods[0] = &del;
  mods[1] = &add;
  mods[2] = NULL;
  return ldap_modify_ext_s(ld, dn, mods, NULL, NULL);
}

int nextBadge(LDAP *ld, long *badge) {
  char old[32], next[32];
  int rc;
  for (int i = 0; i < 9; i++) {
    rc = look(ld, COUNTER, old, sizeof old);
    if (rc != LDAP_SUCCESS)
      return rc;
    *badge = strtol(old, NULL, 10);
    snprintf(next, sizeof next, "%ld", *badge + 1);
    rc = change(ld, COUNTER, LDAP_MOD_DELETE, old, next);
    if (rc != LDAP_NO_SUCH_ATTRIBUTE)
      return rc;
  }
  return -1;
}

int overwriteBadge(LDAP *ld, long *badge) {
  char old[32], next[32];
  int rc;
  for (int i = 0; i < 9; i++) {
    rc = look(ld, COUNTER, old, sizeof old);
    if (rc != LDAP_SUCCESS)
      return rc;
    *badge = strtol(old, NULL, 10);
    snprintf(next, sizeof next, "%ld", *badge + 1);
    rc = change(ld, COUNTER, LDAP_MOD_REPLACE, next, next); // EXPECT: unversioned-write
    if (rc == LDAP_SUCCESS)
      return rc;
  }
  return -1;
}
