// RUN: %tocsin %s
// A helper throws if the version is another one, under a lock of its own.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

struct Row {
  std::string Text;
  unsigned Version = 0;
};

class Table {
public:
  unsigned current(const std::string &Name) {
    std::lock_guard<std::mutex> Hold(Lock);
    return Rows[Name].Version;
  }
  void demand(const std::string &Name, unsigned Version) {
    if (current(Name) != Version)
      throw std::runtime_error("conflict");
  }
  void guilty(const std::string &Name, std::string Text, unsigned Version) {
    demand(Name, Version);
    std::lock_guard<std::mutex> Hold(Lock);
    Row &R = Rows[Name];
    R.Text = std::move(Text); // EXPECT: unchecked-version
    ++R.Version;
  }
  void corrected(const std::string &Name, std::string Text, unsigned Version) {
    std::lock_guard<std::mutex> Hold(Lock);
    Row &R = Rows[Name];
    if (R.Version != Version)
      throw std::runtime_error("conflict");
    R.Text = std::move(Text);
    ++R.Version;
  }

private:
  std::mutex Lock;
  std::map<std::string, Row> Rows;
};
