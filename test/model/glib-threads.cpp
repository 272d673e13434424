// PACKAGE: libglib2.0-dev
// FLAGS: gio-2.0
// ABSENT: g_mutex_locker_new, g_rec_mutex_locker_new
// ABSENT: g_rw_lock_writer_locker_new, g_rw_lock_reader_locker_new
// ABSENT: g_mutex_locker_free, g_rec_mutex_locker_free
// ABSENT: g_rw_lock_writer_locker_free, g_rw_lock_reader_locker_free
#include <gio/gio.h>

// The lockers are static functions of a header that is not a system header here:
// their bodies tell.

// Null is an operand of any type here; a name in parentheses is the function, not
// the macro.
void calls() {
  (g_thread_self)(); // MODEL: thread.index
  (g_mutex_lock)(0); // MODEL: lock.acquire
  (g_rec_mutex_lock)(0); // MODEL: lock.acquire
  (g_rw_lock_writer_lock)(0); // MODEL: lock.acquire
  (g_mutex_trylock)(0); // MODEL: lock.acquire
  (g_rec_mutex_trylock)(0); // MODEL: lock.acquire
  (g_rw_lock_writer_trylock)(0); // MODEL: lock.acquire
  (g_rw_lock_reader_lock)(0); // MODEL: lock.acquire
  (g_rw_lock_reader_trylock)(0); // MODEL: lock.acquire
  (g_mutex_unlock)(0); // MODEL: lock.release
  (g_rec_mutex_unlock)(0); // MODEL: lock.release
  (g_rw_lock_writer_unlock)(0); // MODEL: lock.release
  (g_rw_lock_reader_unlock)(0); // MODEL: lock.release
  (g_bit_lock)(0, 0); // MODEL: lock.acquire
  (g_pointer_bit_lock)(0, 0); // MODEL: lock.acquire
  (g_async_queue_lock)(0); // MODEL: lock.acquire
  (g_bit_trylock)(0, 0); // MODEL: lock.acquire
  (g_pointer_bit_trylock)(0, 0); // MODEL: lock.acquire
  (g_bit_unlock)(0, 0); // MODEL: lock.release
  (g_pointer_bit_unlock)(0, 0); // MODEL: lock.release
  (g_async_queue_unlock)(0); // MODEL: lock.release
  (g_cond_wait)(0, 0); // MODEL: lock.wait
  (g_cond_wait_until)(0, 0, 0); // MODEL: lock.wait
  (g_atomic_int_get)(0); // MODEL: atomic.load
  (g_atomic_pointer_get)(0); // MODEL: atomic.load
  (g_atomic_int_set)(0, 0); // MODEL: atomic.store
  (g_atomic_pointer_set)(0, 0); // MODEL: atomic.store
  (g_atomic_int_inc)(0); // MODEL: atomic.update
  (g_atomic_int_dec_and_test)(0); // MODEL: atomic.update
  (g_atomic_int_add)(0, 0); // MODEL: atomic.update
  (g_atomic_int_and)(0, 0); // MODEL: atomic.update
  (g_atomic_int_or)(0, 0); // MODEL: atomic.update
  (g_atomic_int_xor)(0, 0); // MODEL: atomic.update
  (g_atomic_int_exchange_and_add)(0, 0); // MODEL: atomic.update
  (g_atomic_pointer_add)(0, 0); // MODEL: atomic.update
  (g_atomic_pointer_and)(0, 0); // MODEL: atomic.update
  (g_atomic_pointer_or)(0, 0); // MODEL: atomic.update
  (g_atomic_pointer_xor)(0, 0); // MODEL: atomic.update
  (g_atomic_int_exchange)(0, 0); // MODEL: atomic.update
  (g_atomic_pointer_exchange)(0, 0); // MODEL: atomic.update
  (g_atomic_int_compare_and_exchange)(0, 0, 0); // MODEL: atomic.compare
  (g_atomic_pointer_compare_and_exchange)(0, 0, 0); // MODEL: atomic.compare
  (g_atomic_int_compare_and_exchange_full)(0, 0, 0, 0); // MODEL: atomic.compare
  (g_atomic_pointer_compare_and_exchange_full)(0, 0, 0, 0); // MODEL: atomic.compare
  (g_atomic_ref_count_inc)(0); // MODEL: atomic.update
  (g_atomic_ref_count_dec)(0); // MODEL: atomic.update
  (g_atomic_ref_count_init)(0); // MODEL: atomic.store
  (g_atomic_ref_count_compare)(0, 0); // MODEL: atomic.load
  (g_thread_new)(0, 0, 0); // MODEL: thread.start
  (g_thread_try_new)(0, 0, 0, 0); // MODEL: thread.start
  (g_thread_join)(0); // MODEL: thread.join
  (g_thread_pool_new)(0, 0, 0, 0, 0); // MODEL: thread.start
  (g_thread_pool_new_full)(0, 0, 0, 0, 0, 0); // MODEL: thread.start
  (g_thread_pool_free)(0, 0, 0); // MODEL: thread.join
  (g_task_run_in_thread)(0, 0); // MODEL: thread.start
  (g_task_run_in_thread_sync)(0, 0); // MODEL: thread.start
  (g_main_context_invoke)(0, 0, 0); // MODEL: thread.start
  (g_idle_add)(0, 0); // MODEL: thread.start
  (g_idle_add_full)(0, 0, 0, 0); // MODEL: thread.start
  (g_once_impl)(0, 0, 0); // MODEL: once.run
  (g_malloc)(0); // MODEL: memory.alloc
  (g_malloc0)(0); // MODEL: memory.alloc
  (g_malloc_n)(0, 0); // MODEL: memory.alloc
  (g_malloc0_n)(0, 0); // MODEL: memory.alloc
  (g_try_malloc)(0); // MODEL: memory.alloc
  (g_try_malloc0)(0); // MODEL: memory.alloc
  (g_try_malloc_n)(0, 0); // MODEL: memory.alloc
  (g_try_malloc0_n)(0, 0); // MODEL: memory.alloc
  (g_slice_alloc)(0); // MODEL: memory.alloc
  (g_slice_alloc0)(0); // MODEL: memory.alloc
  (g_aligned_alloc)(0, 0, 0); // MODEL: memory.alloc
  (g_aligned_alloc0)(0, 0, 0); // MODEL: memory.alloc
  (g_strdup)(0); // MODEL: memory.alloc
  (g_strndup)(0, 0); // MODEL: memory.alloc
  (g_object_new)(0, nullptr); // MODEL: memory.alloc
  (g_hash_table_contains)(0, 0); // MODEL: memory.read
  (g_hash_table_size)(0); // MODEL: memory.read
  (g_hash_table_get_keys)(0); // MODEL: memory.read
  (g_hash_table_get_values)(0); // MODEL: memory.read
  (g_hash_table_get_keys_as_array)(0, 0); // MODEL: memory.read
  (g_queue_get_length)(0); // MODEL: memory.read
  (g_queue_is_empty)(0); // MODEL: memory.read
  (g_queue_find)(0, 0); // MODEL: memory.read
  (g_queue_find_custom)(0, 0, 0); // MODEL: memory.read
  (g_queue_index)(0, 0); // MODEL: memory.read
  (g_ptr_array_find)(0, 0, 0); // MODEL: memory.read
  (g_array_binary_search)(0, 0, 0, 0); // MODEL: memory.read
  (g_tree_nnodes)(0); // MODEL: memory.read
  (g_tree_height)(0); // MODEL: memory.read
  (g_hash_table_foreach)(0, 0, 0); // MODEL: memory.read
  (g_queue_foreach)(0, 0, 0); // MODEL: memory.read
  (g_ptr_array_foreach)(0, 0, 0); // MODEL: memory.read
  (g_tree_foreach)(0, 0, 0); // MODEL: memory.read
  (g_hash_table_lookup)(0, 0); // MODEL: memory.read
  (g_hash_table_lookup_extended)(0, 0, 0, 0); // MODEL: memory.read
  (g_queue_peek_nth)(0, 0); // MODEL: memory.read
  (g_queue_peek_nth_link)(0, 0); // MODEL: memory.read
  (g_tree_lookup)(0, 0); // MODEL: memory.read
  (g_tree_lookup_extended)(0, 0, 0, 0); // MODEL: memory.read
  (g_tree_lookup_node)(0, 0); // MODEL: memory.read
  (g_hash_table_find)(0, 0, 0); // MODEL: memory.read
  (g_queue_peek_head)(0); // MODEL: memory.read
  (g_queue_peek_tail)(0); // MODEL: memory.read
  (g_queue_peek_head_link)(0); // MODEL: memory.read
  (g_queue_peek_tail_link)(0); // MODEL: memory.read
  (g_tree_search)(0, 0, 0); // MODEL: memory.read
  (g_hash_table_iter_init)(0, 0); // MODEL: memory.read
  (g_hash_table_remove_all)(0); // MODEL: memory.write
  (g_hash_table_steal_all)(0); // MODEL: memory.write
  (g_hash_table_foreach_remove)(0, 0, 0); // MODEL: memory.write
  (g_hash_table_foreach_steal)(0, 0, 0); // MODEL: memory.write
  (g_hash_table_destroy)(0); // MODEL: memory.write
  (g_queue_clear)(0); // MODEL: memory.write
  (g_queue_push_head)(0, 0); // MODEL: memory.write
  (g_queue_push_tail)(0, 0); // MODEL: memory.write
  (g_queue_push_nth)(0, 0, 0); // MODEL: memory.write
  (g_queue_push_head_link)(0, 0); // MODEL: memory.write
  (g_queue_push_tail_link)(0, 0); // MODEL: memory.write
  (g_queue_insert_before)(0, 0, 0); // MODEL: memory.write
  (g_queue_insert_after)(0, 0, 0); // MODEL: memory.write
  (g_queue_insert_sorted)(0, 0, 0, 0); // MODEL: memory.write
  (g_queue_unlink)(0, 0); // MODEL: memory.write
  (g_queue_delete_link)(0, 0); // MODEL: memory.write
  (g_queue_reverse)(0); // MODEL: memory.write
  (g_queue_sort)(0, 0, 0); // MODEL: memory.write
  (g_array_append_vals)(0, 0, 0); // MODEL: memory.write
  (g_array_prepend_vals)(0, 0, 0); // MODEL: memory.write
  (g_array_insert_vals)(0, 0, 0, 0); // MODEL: memory.write
  (g_array_remove_index)(0, 0); // MODEL: memory.write
  (g_array_remove_index_fast)(0, 0); // MODEL: memory.write
  (g_array_remove_range)(0, 0, 0); // MODEL: memory.write
  (g_array_set_size)(0, 0); // MODEL: memory.write
  (g_array_sort)(0, 0); // MODEL: memory.write
  (g_ptr_array_add)(0, 0); // MODEL: memory.write
  (g_ptr_array_insert)(0, 0, 0); // MODEL: memory.write
  (g_ptr_array_remove_index)(0, 0); // MODEL: memory.write
  (g_ptr_array_remove_index_fast)(0, 0); // MODEL: memory.write
  (g_ptr_array_remove_range)(0, 0, 0); // MODEL: memory.write
  (g_ptr_array_set_size)(0, 0); // MODEL: memory.write
  (g_ptr_array_sort)(0, 0); // MODEL: memory.write
  (g_ptr_array_steal_index)(0, 0); // MODEL: memory.write
  (g_byte_array_append)(0, 0, 0); // MODEL: memory.write
  (g_byte_array_prepend)(0, 0, 0); // MODEL: memory.write
  (g_byte_array_set_size)(0, 0); // MODEL: memory.write
  (g_byte_array_remove_range)(0, 0, 0); // MODEL: memory.write
  (g_tree_remove_all)(0); // MODEL: memory.write
  (g_tree_destroy)(0); // MODEL: memory.write
  (g_hash_table_insert)(0, 0, 0); // MODEL: memory.write
  (g_hash_table_replace)(0, 0, 0); // MODEL: memory.write
  (g_hash_table_add)(0, 0); // MODEL: memory.write
  (g_hash_table_remove)(0, 0); // MODEL: memory.write
  (g_hash_table_steal)(0, 0); // MODEL: memory.write
  (g_hash_table_steal_extended)(0, 0, 0, 0); // MODEL: memory.write
  (g_tree_remove)(0, 0); // MODEL: memory.write
  (g_tree_steal)(0, 0); // MODEL: memory.write
  (g_tree_insert)(0, 0, 0); // MODEL: memory.write
  (g_tree_replace)(0, 0, 0); // MODEL: memory.write
  (g_queue_pop_head)(0); // MODEL: memory.write
  (g_queue_pop_tail)(0); // MODEL: memory.write
  (g_queue_pop_nth)(0, 0); // MODEL: memory.write
  (g_queue_pop_head_link)(0); // MODEL: memory.write
  (g_queue_pop_tail_link)(0); // MODEL: memory.write
  (g_queue_remove)(0, 0); // MODEL: memory.write
  (g_queue_remove_all)(0, 0); // MODEL: memory.write
  (g_ptr_array_remove)(0, 0); // MODEL: memory.write
  (g_ptr_array_remove_fast)(0, 0); // MODEL: memory.write
}
