// RUN: %tocsin %s
// REQUIRES: ldap
// STD: gnu17
/*
 * Account provisioning against the directory.  Several provisioning hosts
 * work on the same tree; uidNumber is handed out from cn=nextuid.
 */
#include <ldap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEXT_UID_DN "cn=nextuid,ou=system,dc=example,dc=org"

static int read_attr(LDAP *ld, const char *dn, char *attr, char *out, size_t cap)
{
    char *attrs[2] = { attr, NULL };
    LDAPMessage *res = NULL, *e;
    struct berval **vals;
    int rc;

    rc = ldap_search_ext_s(ld, dn, LDAP_SCOPE_BASE, "(objectClass=*)", attrs, 0, NULL, NULL, NULL, 1, &res);
    if (rc != LDAP_SUCCESS) {
        ldap_msgfree(res);
        return rc;
    }
    rc = LDAP_NO_SUCH_ATTRIBUTE;
    e = ldap_first_entry(ld, res);
    if (e && (vals = ldap_get_values_len(ld, e, attr)) != NULL) {
        if (vals[0]) {
            snprintf(out, cap, "%.*s", (int)vals[0]->bv_len, vals[0]->bv_val);
            rc = LDAP_SUCCESS;
        }
        ldap_value_free_len(vals);
    }
    ldap_msgfree(res);
    return rc;
}

/* Removes value `from` and adds value `to` in a single modify operation. */
static int swap_attr(LDAP *ld, const char *dn, char *attr, char *from, char *to)
{
    char *oldv[2] = { from, NULL }, *newv[2] = { to, NULL };
    LDAPMod del, add, *mods[3];

    del.mod_op = LDAP_MOD_DELETE;
    del.mod_type = attr;
    del.mod_values = oldv;
    add.mod_op = LDAP_MOD_ADD;
    add.mod_type = attr;
    add.mod_values = newv;
    mods[0] = &del;
    mods[1] = &add;
    mods[2] = NULL;
    return ldap_modify_ext_s(ld, dn, mods, NULL, NULL);
}

int uid_allocate(LDAP *ld, long *uid)
{
    char cur[32], next[32];
    int rc, tries;

    for (tries = 0; tries < 20; tries++) {
        rc = read_attr(ld, NEXT_UID_DN, "uidNumber", cur, sizeof cur);
        if (rc != LDAP_SUCCESS)
            return rc;
        *uid = strtol(cur, NULL, 10);
        snprintf(next, sizeof next, "%ld", *uid + 1);
        rc = swap_attr(ld, NEXT_UID_DN, "uidNumber", cur, next);
        if (rc != LDAP_NO_SUCH_ATTRIBUTE)
            return rc;
        usleep(1000u * (unsigned)(tries + 1));
    }
    return LDAP_BUSY;
}

/* Raises the mail quota of an account by `percent`. */
int quota_raise(LDAP *ld, const char *dn, int percent)
{
    char cur[32], raised[32], filter[64];
    char *vals[2] = { raised, NULL };
    LDAPMod rep, *mods[2] = { &rep, NULL };
    LDAPControl *assertion = NULL, *ctrls[2];
    int rc;

    rc = read_attr(ld, dn, "mailQuota", cur, sizeof cur);
    if (rc != LDAP_SUCCESS)
        return rc;
    snprintf(raised, sizeof raised, "%ld", strtol(cur, NULL, 10) * (100 + percent) / 100);
    snprintf(filter, sizeof filter, "(mailQuota=%s)", cur);
    rc = ldap_create_assertion_control(ld, filter, 1, &assertion);
    if (rc != LDAP_SUCCESS)
        return rc;
    ctrls[0] = assertion;
    ctrls[1] = NULL;
    rep.mod_op = LDAP_MOD_REPLACE;
    rep.mod_type = "mailQuota";
    rep.mod_values = vals;
    rc = ldap_modify_ext_s(ld, dn, mods, ctrls, NULL);
    ldap_control_free(assertion);
    if (rc == LDAP_ASSERTION_FAILED)
        fprintf(stderr, "%s: quota changed meanwhile, nothing done\n", dn);
    return rc;
}

/* The shell comes from the request form; the old one goes to the audit log. */
int shell_set(LDAP *ld, const char *dn, char *shell)
{
    char old[128] = "";
    char *vals[2] = { shell, NULL };
    LDAPMod rep, *mods[2] = { &rep, NULL };

    if (read_attr(ld, dn, "loginShell", old, sizeof old) == LDAP_SUCCESS)
        fprintf(stderr, "audit: %s loginShell %s -> %s\n", dn, old, shell);
    rep.mod_op = LDAP_MOD_REPLACE;
    rep.mod_type = "loginShell";
    rep.mod_values = vals;
    return ldap_modify_ext_s(ld, dn, mods, NULL, NULL);
}

int login_count_bump(LDAP *ld, const char *dn)
{
    char *vals[2] = { "1", NULL };
    LDAPMod inc, *mods[2] = { &inc, NULL };

    inc.mod_op = LDAP_MOD_INCREMENT;
    inc.mod_type = "loginCount";
    inc.mod_values = vals;
    return ldap_modify_ext_s(ld, dn, mods, NULL, NULL);
}
