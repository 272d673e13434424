// RUN: %tocsin %s
// STD: c++20
// Who is in charge is asked by the function that writes, and by its caller: one
// write is told once, where it is asked last.
#include <cstdint>
#include <string>

enum class Result { Done, OldTerm };

class Registry {
public:
  virtual ~Registry() = default;
  virtual std::string Get(const std::string &key) = 0;
  virtual Result Put(const std::string &key, const std::string &value) = 0;
  virtual Result PutFenced(const std::string &key, const std::string &value,
                           uint64_t term) = 0;
};

class Leadership {
public:
  virtual ~Leadership() = default;
  virtual bool held() const = 0;
  virtual uint64_t term() const = 0;
};

class Balancer {
public:
  Balancer(Registry &r, Leadership &l) : registry_(r), leadership_(l) {}

  bool publish(const std::string &plan) {
    if (!leadership_.held())
      return false;
    return registry_.Put("plan", plan) == Result::Done; // EXPECT: unversioned-write
  }
  bool publishFenced(const std::string &plan) {
    uint64_t term = leadership_.term();
    if (!leadership_.held())
      return false;
    return registry_.PutFenced("plan", plan, term) == Result::Done;
  }
  void turn(const std::string &plan) {
    if (leadership_.held())
      publish(plan);
  }
  bool turnFenced(const std::string &plan) {
    return leadership_.held() && publishFenced(plan);
  }

private:
  Registry &registry_;
  Leadership &leadership_;
};
