// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Fleet parameter editor on top of a NATS key-value bucket.
#include <nats/nats.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

namespace fleet {

using Params = std::map<std::string, std::string>;

struct EntryDeleter {
  void operator()(kvEntry* e) const { kvEntry_Destroy(e); }
};
using EntryPtr = std::unique_ptr<kvEntry, EntryDeleter>;

Params ParseParams(const std::string& text) {
  Params out;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    auto eq = line.find('=');
    if (eq != std::string::npos) out[line.substr(0, eq)] = line.substr(eq + 1);
  }
  return out;
}

std::string FormatParams(const Params& p) {
  std::string out;
  for (const auto& [k, v] : p) out += k + "=" + v + "\n";
  return out;
}

class ParamBucket {
 public:
  explicit ParamBucket(kvStore* kv) : kv_(kv) {}

  // Sets one parameter of a robot and keeps the others.
  bool SetParam(const std::string& robot, const std::string& name, const std::string& value) {
    const std::string key = "robot." + robot;
    for (int attempt = 0; attempt < 8; ++attempt) {
      EntryPtr e = Fetch(key);
      if (!e) {
        const std::string first = name + "=" + value + "\n";
        if (kvStore_CreateString(nullptr, kv_, key.c_str(), first.c_str()) == NATS_OK) return true;
        continue;
      }
      Params p = ParseParams(kvEntry_ValueString(e.get()));
      p[name] = value;
      natsStatus s = kvStore_UpdateString(nullptr, kv_, key.c_str(), FormatParams(p).c_str(),
                                          kvEntry_Revision(e.get()));
      if (s == NATS_OK) return true;
    }
    return false;
  }

  // Removes a parameter; empty documents are kept.
  bool ClearParam(const std::string& robot, const std::string& name) {
    const std::string key = "robot." + robot;
    EntryPtr e = Fetch(key);
    if (!e) return true;
    Params p = ParseParams(kvEntry_ValueString(e.get()));
    if (p.erase(name) == 0) return true;
    const std::string text = FormatParams(p);
    return kvStore_PutString(nullptr, kv_, key.c_str(), text.c_str()) == NATS_OK; // EXPECT: unversioned-write
  }

  // Copies the calibration block of one robot into another one.
  bool CloneCalibration(const std::string& from, const std::string& to) {
    const std::string src_key = "robot." + from;
    const std::string dst_key = "robot." + to;
    EntryPtr src = Fetch(src_key);
    EntryPtr dst = Fetch(dst_key);
    if (!src || !dst) return false;
    const Params donor = ParseParams(kvEntry_ValueString(src.get()));
    Params p = ParseParams(kvEntry_ValueString(dst.get()));
    for (const auto& [k, v] : donor)
      if (k.rfind("cal.", 0) == 0) p[k] = v;
    const std::string text = FormatParams(p);
    const uint64_t rev = kvEntry_Revision(dst.get());
    (void)kvStore_UpdateString(nullptr, kv_, dst_key.c_str(), text.c_str(), rev); // EXPECT: ignored-conflict
    return true;
  }

  // Archives the current document under another key.
  bool Archive(const std::string& robot, const std::string& label) {
    EntryPtr e = Fetch("robot." + robot);
    if (!e) return false;
    const std::string key = "archive." + robot + "." + label;
    return kvStore_PutString(nullptr, kv_, key.c_str(), kvEntry_ValueString(e.get())) == NATS_OK;
  }

 private:
  EntryPtr Fetch(const std::string& key) {
    kvEntry* raw = nullptr;
    natsStatus s = kvStore_Get(&raw, kv_, key.c_str());
    if (s == NATS_NOT_FOUND) return nullptr;
    if (s != NATS_OK) throw std::runtime_error(natsStatus_GetText(s));
    return EntryPtr(raw);
  }

  kvStore* kv_;
};

}  // namespace fleet

int main(int argc, char** argv) {
  if (argc < 5) return EXIT_FAILURE;
  natsConnection* nc = nullptr;
  jsCtx* js = nullptr;
  kvStore* kv = nullptr;
  if (natsConnection_ConnectTo(&nc, argv[1]) != NATS_OK) return EXIT_FAILURE;
  bool ok = natsConnection_JetStream(&js, nc, nullptr) == NATS_OK &&
            js_KeyValue(&kv, js, "fleet-params") == NATS_OK;
  if (ok) ok = fleet::ParamBucket(kv).SetParam(argv[2], argv[3], argv[4]);
  kvStore_Destroy(kv);
  jsCtx_Destroy(js);
  natsConnection_Destroy(nc);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
