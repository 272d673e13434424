// RUN: %tocsin %s
// Sole owner a moment ago; another thread may copy the pointer meanwhile.
#include <memory>
#include <mutex>
#include <string>

class Document {
  std::mutex M;
  std::shared_ptr<std::string> Text = std::make_shared<std::string>();

public:
  std::shared_ptr<std::string> snapshot() {
    std::lock_guard<std::mutex> L(M);
    return Text;
  }
  void replace(std::shared_ptr<std::string> New) {
    std::lock_guard<std::mutex> L(M);
    Text = std::move(New);
  }
  void guilty(const std::string &More) {
    if (Text.use_count() == 1)
      *Text += More; // EXPECT: check-then-act
  }
  void corrected(const std::string &More) {
    std::lock_guard<std::mutex> L(M);
    if (Text.use_count() == 1)
      *Text += More;
  }
};
