#pragma once
#include "article.hpp"
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>

namespace cms {

struct RevisionConflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ArticleRepository {
public:
  std::optional<Article> find(const std::string& id) const;

  // Import path: replaces whatever is there.
  void save(Article article);

  // Editors: throws RevisionConflict when the stored article is not at base_revision.
  int64_t saveIfRevision(Article article, int64_t base_revision);

  int64_t changeState(const std::string& id, State to, int64_t base_revision);
  bool remove(const std::string& id, int64_t base_revision);

private:
  mutable std::shared_mutex mu_;
  std::unordered_map<std::string, Article> rows_;
};

}  // namespace cms
