// PACKAGE: libldap-dev
// FLAGS: -DLDAP_DEPRECATED=1
#include <ldap.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  ldap_search_ext_s(a, a, a, a, a, a, a, a, a, a, a); // MODEL: store.read
  ldap_search_s(a, a, a, a, a, a, a); // MODEL: store.read
  ldap_modify_ext_s(a, a, a, a, a); // MODEL: store.write
  ldap_modify_ext(a, a, a, a, a, a); // MODEL: store.write
  ldap_modify_s(a, a, a); // MODEL: store.write
  ldap_add_ext_s(a, a, a, a, a); // MODEL: store.create
  ldap_add_s(a, a, a); // MODEL: store.create
  ldap_delete_ext_s(a, a, a, a); // MODEL: store.delete
  ldap_delete_s(a, a); // MODEL: store.delete
  ldap_first_entry(a, a); // MODEL: pure
  ldap_next_entry(a, a); // MODEL: pure
  ldap_get_values_len(a, a, a); // MODEL: pure
  ldap_get_values(a, a, a); // MODEL: pure
  ldap_count_entries(a, a); // MODEL: pure
  ldap_get_dn(a, a); // MODEL: pure
  ldap_count_values_len(a); // MODEL: pure
  ldap_msgfree(a); // MODEL: output
  ldap_value_free_len(a); // MODEL: output
  ldap_value_free(a); // MODEL: output
  ldap_memfree(a); // MODEL: output
  ldap_err2string(a); // MODEL: output
}
