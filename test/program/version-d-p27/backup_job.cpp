// STD: c++20
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "manifest_store.h"

namespace backup {

class Job {
 public:
  Job(ManifestStore& store, std::string host) : store_(store), host_(std::move(host)) {}

  // All hosts of the fleet append to one manifest.
  void record_chunk(const std::string& digest) {
    for (int attempt = 0;; ++attempt) {
      auto cur = store_.read("manifest");
      std::string body = cur ? cur->body : std::string();
      body += host_ + ' ' + digest + '\n';
      switch (store_.write("manifest", body, cur ? cur->etag : std::string())) {
        case PutStatus::Stored:
          return;
        case PutStatus::Lost:
          if (attempt == 20) throw std::runtime_error("manifest is contended");
          std::this_thread::sleep_for(std::chrono::milliseconds(20 << (attempt % 5)));
          break;
        case PutStatus::Failed:
          throw std::runtime_error("manifest write failed");
      }
    }
  }

  // Chunks are named by their content.
  bool put_chunk(const std::string& digest, const std::string& data) {
    const std::string key = "chunks/" + digest;
    if (store_.read(key)) return true;
    return store_.upload(key, data);
  }

  bool archive_manifest(const std::string& day) {
    auto cur = store_.read("manifest");
    return cur && store_.upload("archive/" + day, cur->body);
  }

  bool report(size_t chunks) {
    auto old = store_.read("reports/" + host_);
    const bool first = !old;
    return store_.upload("reports/" + host_, "chunks=" + std::to_string(chunks)) && !first;
  }

 private:
  ManifestStore& store_;
  std::string host_;
};

int run(ManifestStore& store, const std::string& host) {
  Job job(store, host);
  if (!job.put_chunk("ab12", "data")) return 1;
  job.record_chunk("ab12");
  job.archive_manifest("2024-05-01");
  return job.report(1) ? 0 : 2;
}

}  // namespace backup
