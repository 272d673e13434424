// RUN: %tocsin %s
// STD: c++20
// Scratch files and directories.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

static char work_tmpl[] = "/tmp/workXXXXXX";
struct Free { void operator()(char *p) const { free(p); } };
struct Slot { std::string name; int fd = -1; };

// global template
int openWork() {
  if (mktemp(work_tmpl)[0] == '\0') return -1;
  return open(work_tmpl, O_CREAT | O_RDWR, 0600); // EXPECT: temp-name
}
int openWorkUnique() {
  static char tmpl[] = "/tmp/workXXXXXX";
  return mkstemp(tmpl);
}

// generated name kept in a member
class Scratch {
protected:
  Slot slot_;

public:
  virtual ~Scratch() {
    if (slot_.fd >= 0) close(slot_.fd);
  }
  virtual void begin() = 0;
};

class NamedScratch : public Scratch {
public:
  void begin() override {
    char buf[L_tmpnam];
    if (!std::tmpnam(buf)) throw std::runtime_error("tmpnam");
    slot_.name = buf;
    slot_.fd = open(slot_.name.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
  }
};

class ExclusiveScratch : public Scratch {
public:
  void begin() override {
    do {
      char buf[L_tmpnam];
      if (!std::tmpnam(buf)) throw std::runtime_error("tmpnam");
      slot_.name = buf;
      slot_.fd = open(slot_.name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
    } while (slot_.fd < 0 && errno == EEXIST);
  }
};

// stream on a name from tempnam
std::string spill(const std::vector<int> &v) {
  std::unique_ptr<char, Free> n(tempnam("/var/tmp", "spill"));
  if (!n) return {};
  std::ofstream out(n.get()); // EXPECT: temp-name
  for (int x : v) out << x << '\n';
  return n.get();
}
std::string spillUnique(const std::vector<int> &v) {
  std::string n = "/var/tmp/spillXXXXXX";
  int fd = mkstemp(n.data());
  if (fd < 0) return {};
  for (int x : v) dprintf(fd, "%d\n", x);
  close(fd);
  return n;
}

// template parameter chooses the mode
template <bool First> FILE *tmpStream(std::string &name) {
  name = "/tmp/pipeXXXXXX";
  if (!*mktemp(name.data())) return nullptr;
  if constexpr (First) return fopen(name.c_str(), "w+x");
  else return fopen(name.c_str(), "w+"); // EXPECT: temp-name
}
FILE *tmpStreamAnon() { return std::tmpfile(); }

// through a reference parameter and a helper
static void pickName(std::string &out) {
  char b[] = "/tmp/dumpXXXXXX";
  out = mktemp(b);
}
bool dumpTo(const std::string &text) {
  std::string n;
  pickName(n);
  std::ofstream f;
  f.open(n, std::ios::out | std::ios::trunc); // EXPECT: temp-name
  return bool(f << text);
}

// private directory
std::string dumpDir(const std::string &text) {
  std::string d = "/tmp/dumpXXXXXX";
  if (!mkdtemp(d.data())) return {};
  std::ofstream f(d + "/core.txt");
  f << text;
  return d;
}

// no name at all
int anon() { return open("/tmp", O_TMPFILE | O_RDWR, 0600); }

int main() {
  std::string a, b;
  std::vector<std::unique_ptr<Scratch>> s;
  s.push_back(std::make_unique<NamedScratch>());
  s.push_back(std::make_unique<ExclusiveScratch>());
  for (auto &x : s) x->begin();
  FILE *f = tmpStream<true>(a), *g = tmpStream<false>(b), *h = tmpStreamAnon();
  for (FILE *p : {f, g, h}) if (p) fclose(p);
  int fds[] = {openWork(), openWorkUnique(), anon()};
  for (int fd : fds) if (fd >= 0) close(fd);
  puts(spill({1, 2}).c_str());
  puts(spillUnique({1, 2}).c_str());
  return dumpTo("x") && !dumpDir("y").empty() ? 0 : 1;
}
