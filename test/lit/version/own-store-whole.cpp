// RUN: %tocsin %s
// The version travels inside the record; 0 stores whatever is there.
#include <map>
#include <mutex>
#include <string>

struct Card {
  std::string id, text;
  unsigned long revision = 0;
};

class Box {
public:
  Card find(const std::string &id) {
    std::lock_guard<std::mutex> held(lock);
    return cards[id];
  }
  bool store(const Card &card) {
    std::lock_guard<std::mutex> held(lock);
    Card &old = cards[card.id];
    if (card.revision != 0 && old.revision != card.revision)
      return false;
    unsigned long next = old.revision + 1;
    old = card;
    old.revision = next;
    return true;
  }

private:
  std::mutex lock;
  std::map<std::string, Card> cards;
};

bool corrected(Box &box, const std::string &id) {
  for (int i = 0; i < 4; ++i) {
    Card card = box.find(id);
    card.text += "!";
    if (box.store(card))
      return true;
  }
  return false;
}

bool cleared(Box &box, const std::string &id) {
  Card card = box.find(id);
  card.text += "!";
  card.revision = 0;
  return box.store(card); // EXPECT: unversioned-write
}

bool made_anew(Box &box, const std::string &id) {
  Card old = box.find(id);
  Card next;
  next.id = id;
  next.text = old.text + "!";
  return box.store(next); // EXPECT: unversioned-write
}

void unseen(Box &box, const std::string &id) {
  Card card = box.find(id);
  card.text += "!";
  box.store(card); // EXPECT: ignored-conflict
}

bool blind(Box &box, const std::string &id, const std::string &text) {
  Card card;
  card.id = id;
  card.text = text;
  return box.store(card);
}
