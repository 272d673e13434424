// RUN: %tocsin %s
// STD: c++20
// Symbol numbering for a parallel linker: names get consecutive ids on first sight.
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/spin_rw_mutex.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace lnk {

using RwMutex = tbb::spin_rw_mutex;

class SymbolIndex {
 public:
  std::uint32_t idOf(const std::string& name) {
    RwMutex::scoped_lock lock(mutex_, /*write=*/false);
    auto it = ids_.find(name);
    if (it != ids_.end()) return it->second;
    lock.upgrade_to_writer();
    const auto id = static_cast<std::uint32_t>(ids_.size());
    ids_[name] = id; // EXPECT: check-then-act
    return id;
  }

  std::uint32_t aliasOf(const std::string& name, std::uint32_t target) {
    RwMutex::scoped_lock lock(mutex_, /*write=*/false);
    auto it = aliases_.find(name);
    if (it != aliases_.end()) return it->second;
    if (!lock.upgrade_to_writer()) {
      it = aliases_.find(name);
      if (it != aliases_.end()) return it->second;
    }
    aliases_[name] = target;
    return target;
  }

  void weaken(const std::string& name) {
    RwMutex::scoped_lock lock(mutex_, /*write=*/true);
    if (weak_.find(name) == weak_.end()) weak_[name] = 1;
    ++weakTotal_;
  }

  std::size_t size() {
    RwMutex::scoped_lock lock(mutex_, false);
    return ids_.size() + weakTotal_;
  }

 private:
  RwMutex mutex_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::unordered_map<std::string, std::uint32_t> aliases_;
  std::unordered_map<std::string, int> weak_;
  std::size_t weakTotal_ = 0;
};

struct ObjectFile {
  std::vector<std::string> defined;
  std::vector<std::string> weak;
  std::vector<std::uint32_t> ids;
};

void resolve(SymbolIndex& index, std::vector<ObjectFile>& files) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, files.size()),
                    [&](const tbb::blocked_range<std::size_t>& r) {
                      for (std::size_t f = r.begin(); f != r.end(); ++f) {
                        auto& file = files[f];
                        for (const auto& s : file.defined) {
                          const auto id = index.idOf(s);
                          file.ids.push_back(id);
                          index.aliasOf("__real_" + s, id);
                        }
                        for (const auto& s : file.weak) index.weaken(s);
                      }
                    });
}

}  // namespace lnk
