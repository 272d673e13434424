// RUN: %tocsin %s
// STD: c++20
// Font and locale services for the render farm.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct GlyphTable {
  std::map<int, std::string> glyphs;
  static GlyphTable* load(const std::string& face) {
    auto* t = new GlyphTable;
    for (int i = 0; i < 128; ++i) t->glyphs[i] = face + char(i);
    return t;
  }
};

class FontService {
 public:
  GlyphTable* table() {
    if (table_ == nullptr) {
      std::lock_guard<std::mutex> lk(init_mu_);
      if (table_ == nullptr)
        table_ = GlyphTable::load("Sans"); // EXPECT: check-then-act
    }
    return table_;
  }

  const GlyphTable& fallback() {
    std::call_once(once_, [this] { fallback_.reset(GlyphTable::load("Fallback")); });
    return *fallback_;
  }

 private:
  std::mutex init_mu_;
  GlyphTable* table_ = nullptr;
  std::once_flag once_;
  std::unique_ptr<GlyphTable> fallback_;
};

static const std::map<std::string, int>& weights() {
  static const std::map<std::string, int> w = {{"thin", 100}, {"bold", 700}};
  return w;
}

static GlyphTable* emojiTable() {
  static GlyphTable* table;
  if (!table)
    table = GlyphTable::load("Emoji"); // EXPECT: check-then-act
  return table;
}

static GlyphTable* scratchTable() {
  static thread_local GlyphTable* table;
  if (!table) table = GlyphTable::load("Scratch");
  return table;
}

static void renderTile(FontService& fonts, int tile, std::string& out) {
  for (int i = 0; i < 64; ++i) {
    auto* t = (tile + i) % 9 ? fonts.table() : emojiTable();
    auto it = t->glyphs.find(i);
    if (it != t->glyphs.end())
      out += it->second;
    else
      out += fonts.fallback().glyphs.at(i);
  }
  scratchTable()->glyphs[tile] = out;
  if (weights().count("bold")) out += '\n';
}

int main() {
  FontService fonts;
  std::vector<std::string> tiles(8);
  std::vector<std::thread> pool;
  for (int i = 0; i < 8; ++i)
    pool.emplace_back([&fonts, &tiles, i] { renderTile(fonts, i, tiles[i]); });
  for (auto& t : pool) t.join();
  return tiles[0].empty();
}
