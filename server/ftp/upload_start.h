// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/reply.h"
#include "ftp/session_state.h"
#include "transfer/upload.h"

#include <optional>

namespace cosftp {

/// What the client asked for with STOR, REST + STOR, APPE or STOU.
struct UploadWish
{
    enum class Mode {
        Whole,
        At,
        Append,
        Unique  ///< Whole, under a name that the server chose and has to tell.
    };
    Mode mode = Mode::Whole;
    /// At: 1 or more. Append: where the client believes the end to be, 0: it said nothing.
    qint64 offset = 0;
    qint64 announcedBytes = 0;  ///< By ALLO; 0: not known.
    /// What is there is read first, and changed on the strength of that.
    [[nodiscard]] bool readsFirst() const { return mode == Mode::At || mode == Mode::Append; }
};

/// What the new bytes come behind, or why they cannot.
struct UploadStart
{
    qint64 offset = 0;  ///< Bytes in front of the first new one.
    std::optional<ParkedUpload> goesOn;
    std::optional<ObjectHead> head;
    /// ETag without quotes of what has to stand there still when it is published; empty: nothing.
    /// Not set: whatever stands there is replaced.
    std::optional<QByteArray> base;
    std::optional<Reply> refusal;
    bool isOutdated = false;  ///< Refused because what the session was told is not true any more.
};

/// What there is under the name, and what this session knows of it. A value, so that the choice can
/// be tested without a store.
struct UploadGround
{
    /// The user's interrupted uploads that nobody receives, the one described last first.
    QList<ParkedUpload> waiting;
    std::optional<ObjectInfo> object;
    std::optional<ToldFile> told;  ///< What SIZE or MLST told this session of the name.
    bool wasListed = false;        ///< A listing of its folder told this session of it.
    /// The same client's old session received an upload of the name until a moment ago.
    bool isComingBack = false;
    /// The same client's upload is still received, by another session or server.
    bool isReceivedNow = false;
};

/// The choice. Which upload goes on is decided by what this session was told, never guessed, so
/// that two versions never become one object: an upload that waits over a finished object goes on
/// only in a session that was told of it; behind a finished object nothing is written as long as a
/// newer upload of the user waits, but for an APPE of a session that never asked (it adds to a log,
/// it does not resume). An APPE behind a REST goes on only if both mean the same place. An offset
/// inside a part cannot be served: the bytes of an open upload cannot be read, so the reply names
/// the borders that can.
UploadStart chooseUploadStart(const UploadWish &wish, const UploadGround &ground);

}  // namespace cosftp
