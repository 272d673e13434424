// RUN: %tocsin %s
// STD: c++20
// A store of the program that throws where it refuses cannot be ignored; one
// that gives back false can.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

struct Note {
  std::string text;
  long revision = 0;
};

class Board {
public:
  Note find(int id) {
    std::lock_guard<std::mutex> g(m);
    return notes[id];
  }
  void save(int id, const Note &n) {
    std::lock_guard<std::mutex> g(m);
    notes[id] = n;
    notes[id].revision++;
  }
  long saveIfRevision(int id, const Note &n, long base_revision) {
    std::lock_guard<std::mutex> g(m);
    if (notes[id].revision != base_revision)
      throw std::runtime_error("changed");
    notes[id] = n;
    return notes[id].revision = base_revision + 1;
  }

private:
  std::mutex m;
  std::map<int, Note> notes;
};

void sign(Board &b, int id) {
  Note n = b.find(id);
  n.text += " (signed)";
  b.saveIfRevision(id, n, n.revision);
}

class Ledger {
public:
  Note find(int id) {
    std::lock_guard<std::mutex> g(m);
    return notes[id];
  }
  void save(int id, const Note &n) {
    std::lock_guard<std::mutex> g(m);
    notes[id] = n;
    notes[id].revision++;
  }
  bool saveIfRevision(int id, const Note &n, long base_revision) {
    std::lock_guard<std::mutex> g(m);
    if (notes[id].revision != base_revision)
      return false;
    notes[id] = n;
    notes[id].revision = base_revision + 1;
    return true;
  }

private:
  std::mutex m;
  std::map<int, Note> notes;
};

void enter(Ledger &l, int id) {
  Note n = l.find(id);
  n.text += " (paid)";
  l.saveIfRevision(id, n, n.revision); // EXPECT: ignored-conflict
}
