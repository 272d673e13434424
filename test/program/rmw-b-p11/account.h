#pragma once
#include <mutex>
#include <string>
#include <vector>

class Account {
 public:
  Account(int id, long cents) : id_(id), cents_(cents) {}
  int id() const { return id_; }
  long balance() const;
  void set_balance(long cents);
  void credit(long cents);
  void debit(long cents);
  bool try_debit(long cents);

  friend bool move_funds(Account& from, Account& to, long cents);

 private:
  const int id_;
  mutable std::mutex mu_;
  long cents_;
};

bool move_funds(Account& from, Account& to, long cents);

struct Posting {
  int from, to;
  long cents;
};

class Journal {
 public:
  void record(const Posting& p);
  void flag(const std::string& note);
  void void_last(const std::string& reason);
  long volume() const;

 private:
  mutable std::mutex postings_mu_;
  mutable std::mutex notes_mu_;
  std::vector<Posting> postings_;
  std::vector<std::string> notes_;
  long volume_ = 0;
};
