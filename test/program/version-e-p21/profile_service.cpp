// STD: c++20
#include <functional>
#include <thread>
#include <vector>

#include "profile_repository.h"

namespace media {

struct Request {
  enum Kind { kWatch, kUnwatch, kRename, kRestrict } kind;
  std::string profile;
  std::string arg;
};

class ProfileService {
 public:
  explicit ProfileService(ProfileRepository& repo) : repo_(repo) {}

  bool AddToWatchlist(const std::string& id, const std::string& title) {
    for (;;) {
      auto p = repo_.Load(id);
      if (!p) return false;
      const uint64_t rev = p->revision;
      if (!p->watchlist.insert(title).second) return true;
      const SaveResult r = repo_.SaveIfRevision(*p, rev);
      if (r != SaveResult::kConflict) return r == SaveResult::kStored;
    }
  }

  bool RemoveFromWatchlist(const std::string& id, const std::string& title) {
    auto p = repo_.Load(id);
    if (!p) return false;
    if (p->watchlist.erase(title) == 0) return true;
    return repo_.Save(*p) == SaveResult::kStored;  // EXPECT: unversioned-write
  }

  bool Restrict(const std::string& id, int rating) {
    std::optional<Profile> p = repo_.Load(id);
    if (!p) return false;
    if (rating < p->max_age_rating) p->max_age_rating = rating;
    return repo_.SaveIfRevision(*p, p->revision) == SaveResult::kStored;
  }

  // Import from the old system: the row is whatever the import file says.
  bool Import(const Profile& row) {
    if (repo_.Insert(row)) return true;
    return repo_.Save(row) == SaveResult::kStored;
  }

 private:
  ProfileRepository& repo_;
};

void ServeAll(ProfileService& svc, const std::vector<Request>& reqs, unsigned threads) {
  std::vector<std::thread> pool;
  for (unsigned t = 0; t < threads; ++t) {
    pool.emplace_back([&, t] {
      for (size_t i = t; i < reqs.size(); i += threads) {
        const Request& r = reqs[i];
        switch (r.kind) {
          case Request::kWatch: svc.AddToWatchlist(r.profile, r.arg); break;
          case Request::kUnwatch: svc.RemoveFromWatchlist(r.profile, r.arg); break;
          case Request::kRestrict: svc.Restrict(r.profile, std::stoi(r.arg)); break;
          case Request::kRename: break;
        }
      }
    });
  }
  for (auto& th : pool) th.join();
}

}  // namespace media
