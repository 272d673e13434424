// RUN: %tocsin %s
// A parser: globals, statics, caches, reference counts, and nobody else.
#include <map>
#include <memory>
#include <string>
#include <vector>

static int Depth;
static std::vector<std::string> Errors;

class Parser {
  const char *At;
  int Line = 1;
  std::map<std::string, int> Names;
  std::shared_ptr<std::string> Text;

public:
  explicit Parser(const char *Text) : At(Text) {}
  bool accept(char C) {
    if (*At != C)
      return false;
    ++At;
    if (C == '\n')
      ++Line;
    return true;
  }
  int intern(const std::string &Name) {
    auto It = Names.find(Name);
    if (It == Names.end())
      It = Names.emplace(Name, Names.size()).first;
    return It->second;
  }
  void append(const std::string &More) {
    if (!Text || Text.use_count() != 1)
      Text = std::make_shared<std::string>();
    *Text += More;
  }
  bool list() {
    if (++Depth > 100)
      Errors.push_back("too deep");
    while (accept('('))
      list();
    --Depth;
    return Errors.empty();
  }
};

const std::string &banner() {
  static std::string *B;
  if (!B)
    B = new std::string("tool");
  return *B;
}
