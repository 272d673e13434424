// STD: c++20
#include "article_repository.hpp"
#include <mutex>

namespace cms {

std::optional<Article> ArticleRepository::find(const std::string& id) const {
  std::shared_lock lock(mu_);
  auto it = rows_.find(id);
  if (it == rows_.end()) return std::nullopt;
  return it->second;
}

void ArticleRepository::save(Article article) {
  std::unique_lock lock(mu_);
  auto& row = rows_[article.id];
  article.revision = row.revision + 1;
  row = std::move(article);
}

int64_t ArticleRepository::saveIfRevision(Article article, int64_t base_revision) {
  std::unique_lock lock(mu_);
  auto& row = rows_[article.id];
  if (row.revision != base_revision) throw RevisionConflict(article.id);
  article.revision = base_revision + 1;
  row = std::move(article);
  return row.revision;
}

int64_t ArticleRepository::changeState(const std::string& id, State to, int64_t base_revision) {
  std::unique_lock lock(mu_);
  auto it = rows_.find(id);
  if (it == rows_.end()) throw std::out_of_range(id);
  Article next = it->second;
  next.state = to;
  next.revision++;
  it->second = std::move(next); // EXPECT: unchecked-version
  return it->second.revision;
}

bool ArticleRepository::remove(const std::string& id, int64_t base_revision) {
  std::unique_lock lock(mu_);
  auto it = rows_.find(id);
  if (it == rows_.end() || it->second.revision != base_revision) return false;
  rows_.erase(it);
  return true;
}

}  // namespace cms
