// RUN: %tocsin %s
// An object that makes names in a directory of its own is handed to helpers.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
namespace fs = std::filesystem;

class Bench {
public:
  Bench() {
    std::string Name = (fs::temp_directory_path() / "job-XXXXXX").string();
    if (!::mkdtemp(Name.data()))
      throw std::runtime_error("mkdtemp");
    Dir = Name;
  }
  fs::path file(const std::string &Leaf) const { return Dir / Leaf; }

private:
  fs::path Dir;
};

static void render(const Bench &B, const std::string &Text) {
  const fs::path Out = B.file("page.txt");
  if (fs::exists(Out))
    throw std::logic_error("rendered twice");
  std::ofstream(Out) << Text;
}

class Desk {
public:
  explicit Desk(fs::path P) : Dir(std::move(P)) {}
  fs::path file(const std::string &Leaf) const { return Dir / Leaf; }

private:
  fs::path Dir;
};

static void renderOn(const Desk &D, const std::string &Text) {
  const fs::path Out = D.file("page.txt");
  if (fs::exists(Out))
    throw std::logic_error("rendered twice");
  std::ofstream(Out) << Text; // EXPECT: file-toctou
}

int main(int N, char **Args) {
  render(Bench(), "own");
  renderOn(Desk(Args[1]), "shared");
}
