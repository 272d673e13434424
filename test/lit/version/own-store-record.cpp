// RUN: %tocsin %s
// The record carries its key: a plain and a comparing writer of whole records,
// a plain and a comparing remover.
#include <optional>
#include <string>

struct Card {
  std::string Id, Text;
  unsigned long revision = 0;
};

class Cards {
public:
  std::optional<Card> find(const std::string &Id);
  void save(const Card &C);
  bool saveIf(const Card &C, unsigned long expected_revision);
  void remove(const std::string &Id);
  bool removeIf(const std::string &Id, unsigned long expected_revision);
};

void guilty(Cards &All, const std::string &Id) {
  auto C = All.find(Id);
  if (!C)
    return;
  C->Text += "!";
  All.save(*C); // EXPECT: unversioned-write
}

void ignored(Cards &All, const std::string &Id) {
  auto C = All.find(Id);
  if (!C)
    return;
  C->Text += "!";
  All.saveIf(*C, C->revision); // EXPECT: ignored-conflict
}

bool corrected(Cards &All, const std::string &Id) {
  for (;;) {
    auto C = All.find(Id);
    if (!C)
      return false;
    C->Text += "!";
    if (All.saveIf(*C, C->revision))
      return true;
  }
}

void dropsMine(Cards &All, const std::string &Id, const std::string &Me) {
  auto C = All.find(Id);
  if (C && C->Text == Me)
    All.remove(Id); // EXPECT: unversioned-write
}

bool dropsMineOnly(Cards &All, const std::string &Id, const std::string &Me) {
  auto C = All.find(Id);
  return C && C->Text == Me && All.removeIf(Id, C->revision);
}

void made(Cards &All, const std::string &Id) { All.save(Card{Id, "new", 1}); }
