// RUN: %tocsin %s
// STD: gnu17
/* Directory back end of an account portal: changes attributes of person entries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <ldap.h>

struct portal {
    LDAP *ld;
    const char *base;
};

static char *read_attr(LDAP *ld, const char *dn, const char *attr)
{
    char *want[] = { (char *)attr, NULL };
    LDAPMessage *res = NULL, *entry;
    struct berval **vals;
    char *out = NULL;
    int rc;

    rc = ldap_search_ext_s(ld, dn, LDAP_SCOPE_BASE, "(objectClass=*)", want, 0,
                           NULL, NULL, NULL, 1, &res);
    if (rc == LDAP_SUCCESS && (entry = ldap_first_entry(ld, res)) != NULL) {
        vals = ldap_get_values_len(ld, entry, attr);
        if (vals && vals[0])
            out = strndup(vals[0]->bv_val, vals[0]->bv_len);
        ldap_value_free_len(vals);
    }
    ldap_msgfree(res);
    return out;
}

/* Quota is kept as text; the server rejects the whole modify if the old value is gone. */
int portal_add_quota(struct portal *p, const char *dn, long extra)
{
    int rc = LDAP_NO_SUCH_ATTRIBUTE;

    for (int i = 0; i < 4 && rc == LDAP_NO_SUCH_ATTRIBUTE; i++) {
        char *old = read_attr(p->ld, dn, "mailQuota");
        char next[32];
        char *del[2] = { old, NULL }, *add[2] = { next, NULL };
        LDAPMod m_del = { .mod_op = LDAP_MOD_DELETE, .mod_type = "mailQuota", .mod_values = del };
        LDAPMod m_add = { .mod_op = LDAP_MOD_ADD, .mod_type = "mailQuota", .mod_values = add };
        LDAPMod *mods[] = { &m_del, &m_add, NULL };

        if (!old)
            return LDAP_NO_SUCH_OBJECT;
        snprintf(next, sizeof next, "%ld", strtol(old, NULL, 10) + extra);
        rc = ldap_modify_ext_s(p->ld, dn, mods, NULL, NULL);
        free(old);
    }
    return rc;
}

/* Appends a tag to the free-form description, guarded by the entry's change number. */
int portal_tag(struct portal *p, const char *dn, const char *tag)
{
    LDAPControl *assertion = NULL;
    LDAPControl *sctrls[2] = { NULL, NULL };
    char filter[128], text[512];
    char *csn, *desc;
    char *vals[2] = { text, NULL };
    LDAPMod m = { .mod_op = LDAP_MOD_REPLACE, .mod_type = "description", .mod_values = vals };
    LDAPMod *mods[] = { &m, NULL };
    int rc;

    csn = read_attr(p->ld, dn, "entryCSN");
    desc = read_attr(p->ld, dn, "description");
    if (!csn || !desc) {
        free(csn);
        free(desc);
        return LDAP_NO_SUCH_ATTRIBUTE;
    }
    snprintf(filter, sizeof filter, "(entryCSN=%s)", csn);
    snprintf(text, sizeof text, "%s %s", desc, tag);
    free(csn);
    free(desc);
    rc = ldap_create_assertion_control(p->ld, filter, 1, &assertion);
    if (rc != LDAP_SUCCESS)
        return rc;
    sctrls[0] = assertion;
    rc = ldap_modify_ext_s(p->ld, dn, mods, sctrls, NULL);
    if (rc == LDAP_ASSERTION_FAILED)
        fprintf(stderr, "%s: changed meanwhile, tag %s not added\n", dn, tag);
    ldap_control_free(assertion);
    return rc;
}

/* Server-side increment of the failed login counter; the old figure is only for the log. */
int portal_count_failure(struct portal *p, const char *dn)
{
    char *one[2] = { "1", NULL };
    LDAPMod m = { .mod_op = LDAP_MOD_INCREMENT, .mod_type = "loginFailures", .mod_values = one };
    LDAPMod *mods[] = { &m, NULL };
    char *before = read_attr(p->ld, dn, "loginFailures");

    if (before) {
        fprintf(stderr, "%s: %s failures so far\n", dn, before);
        free(before);
    }
    return ldap_modify_ext_s(p->ld, dn, mods, NULL, NULL);
}

/* The time comes from the clock of this host, the entry is not looked at. */
int portal_seen(struct portal *p, const char *dn)
{
    char stamp[32];
    char *vals[2] = { stamp, NULL };
    LDAPMod m = { .mod_op = LDAP_MOD_REPLACE, .mod_type = "lastSeen", .mod_values = vals };
    LDAPMod *mods[] = { &m, NULL };
    struct timeval tv;

    gettimeofday(&tv, NULL);
    snprintf(stamp, sizeof stamp, "%ld", (long)tv.tv_sec);
    return ldap_modify_ext_s(p->ld, dn, mods, NULL, NULL);
}
