/* Local delivery. The agent runs as root; mailboxes live in the users' own
 * home directories (~/Mailbox and ~/.mail-archive). */
#include "mbox.h"

#include <errno.h>
#include <string.h>
#include <syslog.h>
#include <sysexits.h>
#include <time.h>

static int write_message(FILE *fp, const struct message *msg)
{
    time_t now = time(NULL);
    char stamp[32];

    if (!ctime_r(&now, stamp))
        return -1;
    if (fprintf(fp, "From %s %s", msg->sender, stamp) < 0)
        return -1;
    if (fwrite(msg->body, 1, msg->len, fp) != msg->len)
        return -1;
    if (fputs("\n\n", fp) == EOF)
        return -1;
    return fflush(fp);
}

int deliver_local(const struct recipient *rcpt, const struct message *msg)
{
    FILE *fp;
    int rc;

    switch (mbox_probe(rcpt->mailbox, rcpt->uid)) {
    case MBOX_OK:
        break;
    case MBOX_MISSING:
        if (mbox_create(rcpt->mailbox, rcpt->uid, rcpt->gid) != 0)
            return EX_CANTCREAT;
        fp = mbox_append_stream(rcpt->mailbox, rcpt->uid);
        if (!fp)
            return EX_TEMPFAIL;
        rc = write_message(fp, msg);
        return fclose(fp) == 0 && rc == 0 ? EX_OK : EX_TEMPFAIL;
    case MBOX_REFUSED:
        syslog(LOG_WARNING, "%s: mailbox of %s refused", rcpt->mailbox, rcpt->user);
        return EX_NOPERM;
    default:
        return EX_TEMPFAIL;
    }

    fp = fopen(rcpt->mailbox, "ae"); // EXPECT: file-toctou
    if (!fp) {
        syslog(LOG_ERR, "%s: %s", rcpt->mailbox, strerror(errno));
        return EX_TEMPFAIL;
    }
    rc = write_message(fp, msg);
    if (fclose(fp) != 0 || rc != 0)
        return EX_TEMPFAIL;
    return EX_OK;
}

int deliver_archive(const struct recipient *rcpt, const struct message *msg)
{
    FILE *fp = mbox_append_stream(rcpt->archive, rcpt->uid);
    int rc;

    if (!fp) {
        if (errno == ENOENT)
            return EX_OK;
        syslog(LOG_ERR, "%s: %s", rcpt->archive, strerror(errno));
        return EX_TEMPFAIL;
    }
    rc = write_message(fp, msg);
    return fclose(fp) == 0 && rc == 0 ? EX_OK : EX_TEMPFAIL;
}
