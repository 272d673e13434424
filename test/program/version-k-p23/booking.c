// STD: gnu17
#include "booking.h"

#include <stdio.h>
#include <string.h>

static int booking_taken(dao *d, int room, const char *day)
{
    sqlite3_stmt *st = dao_stmt(d, 0, "SELECT 1 FROM booking WHERE room = ?1 AND day = ?2");
    int rc;

    if (st == NULL)
        return DAO_ERROR;
    sqlite3_bind_int(st, 1, room);
    sqlite3_bind_text(st, 2, day, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(st);
    sqlite3_reset(st);
    return rc == SQLITE_ROW;
}

int booking_create(dao *d, int room, const char *day, const char *guest)
{
    sqlite3_stmt *st;
    int rc = booking_taken(d, room, day);

    if (rc != 0)
        return rc < 0 ? DAO_ERROR : DAO_CONFLICT;
    st = dao_stmt(d, 1, "INSERT INTO booking(room, day, guest, notes, rev) VALUES(?1, ?2, ?3, '', 1)");
    if (st == NULL)
        return DAO_ERROR;
    sqlite3_bind_int(st, 1, room);
    sqlite3_bind_text(st, 2, day, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(st, 3, guest, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(st);
    sqlite3_reset(st);
    if (rc == SQLITE_CONSTRAINT)
        return DAO_CONFLICT;
    return rc == SQLITE_DONE ? DAO_OK : DAO_ERROR;
}

static int booking_load(dao *d, int room, const char *day, char *notes, size_t cap, int64_t *rev)
{
    sqlite3_stmt *st = dao_stmt(d, 2, "SELECT notes, rev FROM booking WHERE room = ?1 AND day = ?2");
    int rc;

    if (st == NULL)
        return DAO_ERROR;
    sqlite3_bind_int(st, 1, room);
    sqlite3_bind_text(st, 2, day, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        snprintf(notes, cap, "%s", (const char *)sqlite3_column_text(st, 0));
        *rev = sqlite3_column_int64(st, 1);
    }
    sqlite3_reset(st);
    return rc == SQLITE_ROW ? DAO_OK : rc == SQLITE_DONE ? DAO_NONE : DAO_ERROR;
}

int booking_add_note(dao *d, int room, const char *day, const char *note)
{
    char notes[1024];
    int64_t rev = 0;
    int tries;

    for (tries = 0; tries < 5; tries++) {
        sqlite3_stmt *st;
        int rows, rc = booking_load(d, room, day, notes, sizeof notes, &rev);

        if (rc != DAO_OK)
            return rc;
        if (strlen(notes) + strlen(note) + 2 > sizeof notes)
            return DAO_ERROR;
        strcat(notes, "\n");
        strcat(notes, note);
        st = dao_stmt(d, 3, "UPDATE booking SET notes = ?3, rev = rev + 1 WHERE room = ?1 AND day = ?2 AND rev = ?4");
        if (st == NULL)
            return DAO_ERROR;
        sqlite3_bind_int(st, 1, room);
        sqlite3_bind_text(st, 2, day, -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(st, 3, notes, -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(st, 4, rev);
        rows = dao_write(d, st);
        if (rows != 0)
            return rows > 0 ? DAO_OK : DAO_ERROR;
    }
    return DAO_CONFLICT;
}

int room_begin_cleaning(dao *d, int room)
{
    sqlite3_stmt *st = dao_stmt(d, 4, "UPDATE room SET state = 'cleaning' WHERE id = ?1 AND state = 'dirty'");
    int rows;

    if (st == NULL)
        return DAO_ERROR;
    sqlite3_bind_int(st, 1, room);
    rows = dao_write(d, st);
    return rows == 1 ? DAO_OK : rows == 0 ? DAO_CONFLICT : DAO_ERROR;
}

int room_add_beds(dao *d, int room, int extra)
{
    sqlite3_stmt *st;
    int beds, rc = DAO_NONE;

    if (dao_begin(d) != DAO_OK)
        return DAO_ERROR;
    st = dao_stmt(d, 5, "SELECT beds FROM room WHERE id = ?1");
    if (st != NULL) {
        sqlite3_bind_int(st, 1, room);
        if (sqlite3_step(st) == SQLITE_ROW) {
            beds = sqlite3_column_int(st, 0) + extra;
            sqlite3_reset(st);
            st = dao_stmt(d, 6, "UPDATE room SET beds = ?2 WHERE id = ?1");
            if (st != NULL) {
                sqlite3_bind_int(st, 1, room);
                sqlite3_bind_int(st, 2, beds > 12 ? 12 : beds);
                rc = dao_write(d, st) == 1 ? DAO_OK : DAO_ERROR;
            }
        } else {
            sqlite3_reset(st);
        }
    }
    if (dao_end(d, rc == DAO_OK) != DAO_OK)
        return DAO_ERROR;
    return rc;
}
