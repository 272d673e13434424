#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Service {
 public:
  virtual ~Service() = default;
  void submit(std::string item);
  void start(int workers);
  void stop();
  long bytes() const;
  int inflight() const;

 protected:
  virtual void handle(const std::string& item) = 0;

  mutable std::mutex mu_;
  long bytes_ = 0;

 private:
  void run();

  std::condition_variable cv_;
  std::deque<std::string> items_;
  std::vector<std::thread> threads_;
  int inflight_ = 0;
  bool stopping_ = false;
};

class UploadService final : public Service {
 public:
  ~UploadService() override { stop(); }
  std::vector<std::string> rejected() const;

 protected:
  void handle(const std::string& item) override;

 private:
  std::vector<std::string> rejected_;
};

class AuditService final : public Service {
 public:
  AuditService(int workers, long base);
  ~AuditService() override { stop(); }
  long next_id() const;

 protected:
  void handle(const std::string& item) override;

 private:
  long next_id_ = 0;
};
