#include <string>

struct Node {
  std::string value;
  int version = 0;
};

class Session {
public:
  virtual ~Session();
  virtual bool read(const std::string &path, Node &node);
  virtual bool write(const std::string &path, const std::string &value,
                     int version = -1);
};

std::string quotaOf(const std::string &tenant);
