// STD: c++14
#include "artifact.h"

namespace depot {

bool Artifact::isStale(Mono::duration keep) const {
    return Mono::now() - uploaded_at_ > keep;
}

bool Artifact::isCollectable(Mono::duration keep) const {
    return downloads_ == 0 && isStale(keep);
}

}  // namespace depot
