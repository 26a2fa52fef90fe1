// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/content.h"

#include <limits>
#include <map>

namespace cosftp::test {

/// When something happened: `order` counts all begins and ends of one history, `us` is for people
/// and for the rules that speak of seconds.
struct Moment
{
    qint64 order = 0;
    qint64 us = 0;
};

constexpr qint64 never = std::numeric_limits<qint64>::max();

enum class Verb { Stor, RestStor, Appe, Retr, Size, List, Dele, Rename, RenameFolder, Mfmt };
const char *nameOf(Verb verb);

/// One command as its client knows it.
struct Record
{
    OpId id = 0;  ///< The order of its begin, so later commands have greater ids.
    Verb verb = Verb::Stor;
    int client = 0;
    int session = 0;
    QByteArray user;
    int address = 0;  ///< From where the client comes: 127.0.0.address.
    int server = 0;
    QByteArray key;          ///< Without a slash before it; of a folder: without one behind it.
    QByteArray target;       ///< Of a rename.
    qint64 offset = 0;       ///< Of REST.
    Run sent;                ///< What an upload would bring if it ended well.
    bool isWhole = true;     ///< The client sent all of it and ended as clients do.
    bool isBegun = false;    ///< 150 or 350 came: it went on to its second half.
    bool mayReplace = true;  ///< The user has the right `overwrite`.

    Moment opened;  ///< Before its session logged in.
    Moment begin;
    Moment end;    ///< Behind the reply, or when the client gave up.
    int code = 0;  ///< 0: no answer.
    QByteArray reply;
    /// Of an upload of an earlier segment: the newest command whose work it may have begun over.
    OpId newestUnder = 0;
    qint64 kept = 0;                      ///< "The first N bytes are kept" in the reply.
    Content read;                         ///< What RETR brought.
    qint64 size = -1;                     ///< What SIZE told.
    std::map<QByteArray, qint64> listed;  ///< Sizes by key; of files directly in `key`.

    [[nodiscard]] bool isUpload() const { return verb <= Verb::Appe; }
    [[nodiscard]] bool isChange() const
    {
        return isUpload() || verb == Verb::Dele || verb == Verb::Rename
               || verb == Verb::RenameFolder;
    }
    [[nodiscard]] bool isAcknowledged() const { return code >= 200 && code < 300; }
    /// The name, or one below it, is read or changed by this command.
    [[nodiscard]] bool touches(const QByteArray &name) const;
};

/// A fault of the store that a server met, or the end of that server.
struct Trouble
{
    Moment at;
    int server = 0;
    bool isKill = false;
    QByteArray what;
};

/// A segment: everything between two moments in which nothing was under way.
struct History
{
    QList<Record> records;  ///< In the order of their begins.
    QList<Record> earlier;  ///< Uploads of earlier segments that may still wait.
    QList<Trouble> troubles;
    std::map<QByteArray, Content> before;  ///< What stood at the beginning.
    /// Until when a claim may stand whose removal did not arrive in an earlier segment, by key.
    std::map<QByteArray, qint64> claimedUntilUs;
    QList<QByteArray> names;   ///< All keys that clients use.
    qint64 windowUs = 0;       ///< Rule 10: a few round trips.
    bool isUncertain = false;  ///< Every command may have met trouble.

    /// All is quiet, and this stands: what comes is a segment of its own.
    void beginSegment(std::map<QByteArray, Content> standing);
    /// The store tells times in whole seconds: what came just after an upload began may have stood
    /// there.
    [[nodiscard]] OpId newestUnder(const Record &upload) const;
    /// By an earlier segment: the name or a folder above it.
    [[nodiscard]] bool mayBeClaimed(const Record &record) const;

    [[nodiscard]] bool hasTrouble(const Record &record) const;
    /// Or within a window behind its end, when it gives back what it held.
    [[nodiscard]] bool hasTroubleSoonAfter(const Record &record) const;
    /// Since its session was opened.
    [[nodiscard]] bool hasTroubleInSession(const Record &record) const;

private:
    void noteClaims();
    [[nodiscard]] bool hasTroubleBetween(const Record &record, const Moment &begin) const;
};

QByteArray toText(const Record &record);
QByteArray toText(const Trouble &trouble);
/// The folder of a key, without a slash; empty: the root.
QByteArray folderOf(const QByteArray &key);

}  // namespace cosftp::test
