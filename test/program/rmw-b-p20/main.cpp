// STD: c++20
#include <cstdio>

#include "service.h"

int main() {
  AuditService audit(2, 1000);
  UploadService uploads;
  uploads.start(3);
  for (int i = 0; i < 200; ++i) {
    uploads.submit((i % 10 ? "file" : ".hidden") + std::to_string(i));
    audit.submit("upload " + std::to_string(i));
  }
  uploads.stop();
  audit.stop();
  std::printf("%ld bytes, %zu rejected, next id %ld\n", uploads.bytes(), uploads.rejected().size(),
              audit.next_id());
  return uploads.inflight();
}
