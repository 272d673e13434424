// PACKAGE: libglib2.0-dev
// FLAGS: gobject-2.0
#include <glib-object.h>
// ABSENT: g_date_time_new_now_local

void clocks(GTimeVal *T, GDateTime *A, GDateTime *B) {
  g_get_monotonic_time(); // MODEL: clock.read
  g_get_real_time(); // MODEL: clock.read
  g_get_current_time(T); // MODEL: clock.read
  g_date_time_new_now_utc(); // MODEL: clock.read
  g_date_time_difference(A, B); // MODEL: pure
}

void ends(GHashTable *H, GHRFunc F, GList *L, GSList *S, GPtrArray *A, GQueue *Q,
          GHashTableIter *I, GAsyncQueue *Y, void *X) {
  g_hash_table_foreach_remove(H, F, X); // MODEL: destroy
  g_hash_table_foreach_steal(H, F, X); // MODEL: destroy
  g_hash_table_remove(H, X); // MODEL: destroy
  L = g_list_remove(L, X); // MODEL: destroy
  L = g_list_delete_link(L, L); // MODEL: destroy
  S = g_slist_remove(S, X); // MODEL: destroy
  S = g_slist_delete_link(S, S); // MODEL: destroy
  g_ptr_array_remove(A, X); // MODEL: destroy
  g_ptr_array_remove_fast(A, X); // MODEL: destroy
  g_queue_remove(Q, X); // MODEL: destroy
  g_queue_delete_link(Q, L); // MODEL: destroy
  g_hash_table_iter_remove(I); // MODEL: destroy
  (g_free)(X); // MODEL: destroy
  (g_object_unref)(X); // MODEL: destroy
  g_slice_free1(1, X); // MODEL: destroy
  g_queue_push_tail(Q, X); // MODEL: enqueue
  g_queue_push_head(Q, X); // MODEL: enqueue
  g_async_queue_push(Y, X); // MODEL: enqueue
  g_ptr_array_add(A, X); // MODEL: enqueue
}
