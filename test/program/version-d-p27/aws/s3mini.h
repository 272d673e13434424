// The part of aws-sdk-cpp's S3 client that the manifest tool needs.
#pragma once
#include <iostream>
#include <memory>
#include <string>

namespace Aws {
using String = std::string;
using IOStream = std::iostream;

enum class HttpResponseCode { OK = 200, CONFLICT = 409, PRECONDITION_FAILED = 412 };

namespace S3 {
class S3Error {
 public:
  HttpResponseCode GetResponseCode() const;
  const String& GetMessage() const;
};

namespace Model {
class GetObjectRequest {
 public:
  void SetBucket(const String& v);
  void SetKey(const String& v);
};

class GetObjectResult {
 public:
  IOStream& GetBody() const;
  const String& GetETag() const;
};

class PutObjectRequest {
 public:
  void SetBucket(const String& v);
  void SetKey(const String& v);
  void SetBody(const std::shared_ptr<IOStream>& body);
  void SetIfMatch(const String& v);
  void SetIfNoneMatch(const String& v);
};

class PutObjectResult {
 public:
  const String& GetETag() const;
};
}  // namespace Model

template <class R>
class OutcomeOf {
 public:
  bool IsSuccess() const;
  const R& GetResult() const;
  const S3Error& GetError() const;
};

class S3Client {
 public:
  OutcomeOf<Model::GetObjectResult> GetObject(const Model::GetObjectRequest& r) const;
  OutcomeOf<Model::PutObjectResult> PutObject(const Model::PutObjectRequest& r) const;
};
}  // namespace S3
}  // namespace Aws
