// STD: gnu17
#include "capture.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static unsigned char frame[640 * 480];
    const char *dir = argc > 1 ? argv[1] : "C:\\capture";
    unsigned seq = 0;

    if (capture_ensure_dir(dir) != CAP_DONE)
        return 1;
    while (seq < 1000) {
        memset(frame, (int)(seq & 0xff), sizeof frame);
        switch (capture_write(dir, seq, frame, sizeof frame)) {
        case CAP_DONE:
        case CAP_EXISTS:
            seq++;
            break;
        default:
            fprintf(stderr, "capture: stopped at %u\n", seq);
            return 2;
        }
    }
    return capture_publish("C:\\capture\\frame000000.raw", "C:\\public\\first.raw") == CAP_IOERR;
}
