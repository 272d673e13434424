// RUN: %tocsin %s
// A store whose token is a text and may be left out; one whose comparing forms
// have no verb of their own.
#include <map>
#include <mutex>
#include <string>

struct Row {
  std::string Text, etag;
};

class Table {
  std::mutex Mu;
  std::map<std::string, Row> Rows;

public:
  bool get(const std::string &Key, Row *Out) {
    std::lock_guard<std::mutex> Lock(Mu);
    *Out = Rows[Key];
    return true;
  }
  bool put(const std::string &Key, const std::string &Text,
           const std::string &if_match = "") {
    std::lock_guard<std::mutex> Lock(Mu);
    Row &R = Rows[Key];
    if (!if_match.empty() && R.etag != if_match)
      return false;
    R = Row{Text, Text + "'"};
    return true;
  }
};

bool guilty(Table &T, const std::string &Key) {
  Row R;
  return T.get(Key, &R) && T.put(Key, R.Text + "+"); // EXPECT: unversioned-write
}
bool corrected(Table &T, const std::string &Key) {
  Row R;
  return T.get(Key, &R) && T.put(Key, R.Text + "+", R.etag);
}
void ignored(Table &T, const std::string &Key) {
  Row R;
  if (T.get(Key, &R))
    T.put(Key, R.Text + "+", R.etag); // EXPECT: ignored-conflict
}

struct kvs;
struct kvs_val {
  long n;
  unsigned long cas;
};
int kvs_get(kvs *S, const char *Key, kvs_val *Out);
int kvs_set(kvs *S, const char *Key, long N);
int kvs_cas(kvs *S, const char *Key, long N, unsigned long cas);

int guilty(kvs *S, const char *Key) {
  kvs_val V;
  return kvs_get(S, Key, &V) ? -1 : kvs_set(S, Key, V.n + 1); // EXPECT: unversioned-write
}
int corrected(kvs *S, const char *Key) {
  kvs_val V;
  return kvs_get(S, Key, &V) ? -1 : kvs_cas(S, Key, V.n + 1, V.cas);
}
