// RUN: %tocsin %s
// The look-up counts what it has found; that says nothing to who finds nothing.
#include <map>
#include <mutex>
#include <string>

struct Glyph {
  int Width = 0;
  long Uses = 0;
};

class Font {
  std::mutex M;
  std::map<char32_t, Glyph> Ready;
  long Made = 0;

  Glyph *find(char32_t C) {
    std::lock_guard<std::mutex> L(M);
    auto At = Ready.find(C);
    if (At == Ready.end())
      return nullptr;
    At->second.Uses++;
    return &At->second;
  }

public:
  int width(char32_t C) {
    if (Glyph *G = find(C))
      return G->Width;
    Glyph New{int(C % 9), 1};
    std::lock_guard<std::mutex> L(M);
    Ready[C] = New; // EXPECT: check-then-act
    ++Made;
    return New.Width;
  }

  int widthOf(char32_t C) {
    if (Glyph *G = find(C))
      return G->Width;
    Glyph New{int(C % 9), 1};
    std::lock_guard<std::mutex> L(M);
    auto [At, Fresh] = Ready.try_emplace(C, New);
    if (Fresh)
      ++Made;
    return At->second.Width;
  }
};
