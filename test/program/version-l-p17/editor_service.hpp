#pragma once
#include "article_repository.hpp"

namespace cms {

class EditorService {
public:
  explicit EditorService(ArticleRepository& repo) : repo_(repo) {}

  bool replaceBody(const std::string& id, const std::string& body, int64_t seen_revision);
  bool addTag(const std::string& id, const std::string& tag);
  int replaceWord(const std::string& id, const std::string& from, const std::string& to);
  void import(const std::string& id, const std::string& title, const std::string& body);

private:
  ArticleRepository& repo_;
};

}  // namespace cms
