// STD: c++20
#include "manifest_store.h"

#include <iterator>
#include <sstream>

namespace backup {

std::optional<Object> ManifestStore::read(const std::string& key) const {
  Aws::S3::Model::GetObjectRequest req;
  req.SetBucket(bucket_);
  req.SetKey(key);
  auto out = s3_.GetObject(req);
  if (!out.IsSuccess()) return std::nullopt;
  auto& in = out.GetResult().GetBody();
  Object o;
  o.body.assign(std::istreambuf_iterator<char>(in), {});
  o.etag = out.GetResult().GetETag();
  return o;
}

Aws::S3::Model::PutObjectRequest ManifestStore::request(const std::string& key, const std::string& body) const {
  Aws::S3::Model::PutObjectRequest req;
  req.SetBucket(bucket_);
  req.SetKey(key);
  req.SetBody(std::make_shared<std::stringstream>(body));
  return req;
}

PutStatus ManifestStore::write(const std::string& key, const std::string& body, const std::string& etag) {
  auto req = request(key, body);
  if (etag.empty())
    req.SetIfNoneMatch("*");
  else
    req.SetIfMatch(etag);
  auto out = s3_.PutObject(req);
  if (out.IsSuccess()) return PutStatus::Stored;
  switch (out.GetError().GetResponseCode()) {
    case Aws::HttpResponseCode::PRECONDITION_FAILED:
    case Aws::HttpResponseCode::CONFLICT:
      return PutStatus::Lost;
    default:
      return PutStatus::Failed;
  }
}

bool ManifestStore::upload(const std::string& key, const std::string& body) {
  return s3_.PutObject(request(key, body)).IsSuccess();
}

}  // namespace backup
