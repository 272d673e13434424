// RUN: %tocsin %s
// Looked at in one call, thrown out in another.
#include <string>

class PlanCache {
public:
  unsigned long generation(const std::string &zone);
  void erase(const std::string &zone);
  bool erase_if_older(const std::string &zone, unsigned long generation);
};

void invalidate(PlanCache &cache, const std::string &zone,
                unsigned long generation) {
  if (cache.generation(zone) < generation)
    cache.erase(zone); // EXPECT: timestamp-cleanup
}

void invalidateAtOnce(PlanCache &cache, const std::string &zone,
                      unsigned long generation) {
  cache.erase_if_older(zone, generation);
}
