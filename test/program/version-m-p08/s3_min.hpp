// Declarations of the AWS SDK for C++ that the roster service uses.
#pragma once
#include <iosfwd>
#include <memory>
#include <string>

namespace Aws {
using String = std::string;
using IOStream = std::iostream;
namespace Client {
template <class E> class AWSError {
public:
    E GetErrorType() const;
    int GetResponseCode() const;
    const String &GetMessage() const;
};
} // namespace Client
namespace Utils {
template <class R, class E> class Outcome {
public:
    bool IsSuccess() const;
    R &GetResult();
    const Client::AWSError<E> &GetError() const;
};
} // namespace Utils
namespace S3 {
enum class S3Errors { NO_SUCH_KEY, UNKNOWN };
namespace Model {
class GetObjectRequest {
public:
    void SetBucket(const String &b);
    void SetKey(const String &k);
};
class GetObjectResult {
public:
    IOStream &GetBody();
    const String &GetETag() const;
};
class PutObjectRequest {
public:
    void SetBucket(const String &b);
    void SetKey(const String &k);
    void SetBody(const std::shared_ptr<IOStream> &b);
    void SetIfMatch(const String &etag);
    void SetIfNoneMatch(const String &v);
    void SetContentType(const String &t);
};
class PutObjectResult {
public:
    const String &GetETag() const;
};
using GetObjectOutcome = Utils::Outcome<GetObjectResult, S3Errors>;
using PutObjectOutcome = Utils::Outcome<PutObjectResult, S3Errors>;
} // namespace Model
class S3Client {
public:
    Model::GetObjectOutcome GetObject(const Model::GetObjectRequest &r) const;
    Model::PutObjectOutcome PutObject(const Model::PutObjectRequest &r) const;
};
} // namespace S3
} // namespace Aws
