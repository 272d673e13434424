// RUN: %tocsin %s
// STD: c++20
// What is put in order by age and cut off: whether only unused ones were put
// there.
#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>
namespace fs = std::filesystem;

struct Layer {
  fs::path Where;
  long Created = 0;
  int Mounts = 0;
};

class Layers {
  std::mutex Mu;
  std::map<std::string, Layer> All;

  static bool younger(const Layer *A, const Layer *B) {
    return A->Created > B->Created;
  }

public:
  void mount(const std::string &Id) {
    std::lock_guard<std::mutex> G(Mu);
    ++All.at(Id).Mounts;
  }
  void unmount(const std::string &Id) {
    std::lock_guard<std::mutex> G(Mu);
    --All.at(Id).Mounts;
  }

  void guilty(size_t Keep) {
    std::lock_guard<std::mutex> G(Mu);
    std::vector<Layer *> Order;
    for (auto &[Id, L] : All)
      Order.push_back(&L);
    std::sort(Order.begin(), Order.end(), younger);
    for (size_t I = Keep; I < Order.size(); ++I)
      fs::remove_all(Order[I]->Where); // EXPECT: timestamp-cleanup
  }

  void corrected(size_t Keep) {
    std::lock_guard<std::mutex> G(Mu);
    std::vector<Layer *> Order;
    for (auto &[Id, L] : All)
      if (L.Mounts == 0)
        Order.push_back(&L);
    std::sort(Order.begin(), Order.end(), younger);
    for (size_t I = Keep; I < Order.size(); ++I)
      fs::remove_all(Order[I]->Where);
  }
};
