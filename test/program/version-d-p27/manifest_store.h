#pragma once
#include <optional>
#include <string>
#include <utility>

#include "aws/s3mini.h"

namespace backup {

enum class PutStatus { Stored, Lost, Failed };

struct Object {
  std::string body;
  std::string etag;
};

class ManifestStore {
 public:
  ManifestStore(Aws::S3::S3Client& s3, std::string bucket) : s3_(s3), bucket_(std::move(bucket)) {}

  std::optional<Object> read(const std::string& key) const;
  // An empty etag means that the object must not exist yet.
  PutStatus write(const std::string& key, const std::string& body, const std::string& etag);
  bool upload(const std::string& key, const std::string& body);

 private:
  Aws::S3::Model::PutObjectRequest request(const std::string& key, const std::string& body) const;
  Aws::S3::S3Client& s3_;
  std::string bucket_;
};

}  // namespace backup
