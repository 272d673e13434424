/* the part of the client's headers that the ad server uses */
#ifndef AEROSPIKE_MIN_H
#define AEROSPIKE_MIN_H
#include <stdbool.h>
#include <stdint.h>

typedef enum { AEROSPIKE_OK = 0, AEROSPIKE_ERR_RECORD_NOT_FOUND = 2, AEROSPIKE_ERR_RECORD_GENERATION = 3,
	       AEROSPIKE_ERR_RECORD_EXISTS = 5, AEROSPIKE_ERR_TIMEOUT = 9 } as_status;
typedef enum { AS_POLICY_GEN_IGNORE, AS_POLICY_GEN_EQ, AS_POLICY_GEN_GT } as_policy_gen;
typedef enum { AS_POLICY_EXISTS_IGNORE, AS_POLICY_EXISTS_CREATE, AS_POLICY_EXISTS_UPDATE } as_policy_exists;

typedef struct aerospike_s aerospike;
typedef struct { as_status code; char message[256]; } as_error;
typedef struct { char ns[32]; char set[64]; char value[64]; } as_key;
typedef struct as_record_s { as_key key; uint16_t gen; uint32_t ttl; } as_record;
typedef struct { uint32_t timeout; } as_policy_read;
typedef struct { uint32_t timeout; as_policy_gen gen; as_policy_exists exists; } as_policy_write;

as_key *as_key_init_str(as_key *key, const char *ns, const char *set, const char *value);
as_record *as_record_init(as_record *rec, uint16_t nbins);
void as_record_destroy(as_record *rec);
int64_t as_record_get_int64(const as_record *rec, const char *bin, int64_t fallback);
bool as_record_set_int64(as_record *rec, const char *bin, int64_t value);
as_policy_write *as_policy_write_init(as_policy_write *p);
as_status aerospike_key_get(aerospike *as, as_error *err, const as_policy_read *p, const as_key *key, as_record **rec);
as_status aerospike_key_put(aerospike *as, as_error *err, const as_policy_write *p, const as_key *key, as_record *rec);
#endif
