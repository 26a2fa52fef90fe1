// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "files/entry.h"
#include "ftp/reply.h"
#include "transfer/upload.h"

#include <QObject>

#include <optional>

namespace cosftp {

class Session;

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
    qint64 offset = 0;  ///< At: 1 or more.
};

/// What the new bytes come behind, or why they cannot.
struct UploadStart
{
    qint64 offset = 0;  ///< Bytes in front of the first new one.
    std::optional<ParkedUpload> goesOn;
    std::optional<ObjectHead> head;
    std::optional<Reply> refusal;
};

/// What there is under the name. A value, so that the choice can be tested without a store.
struct UploadGround
{
    std::optional<ParkedUpload> parked;
    std::optional<ObjectInfo> object;
    std::optional<qint64> toldBytes;  ///< What SIZE or MLST told this session of the name.
};

/// The choice. An interrupted upload goes first, because that is what its owner was shown; one that
/// is older than the object is of no use any more. APPE goes on behind the size that the client was
/// told, or else behind what SIZE would tell. An offset inside a part cannot be served: the bytes
/// of an open upload cannot be read, so the reply names the borders that can.
UploadStart chooseUploadStart(const UploadWish &wish, const UploadGround &ground);

/// Asks the store for the ground, then chooses. 2 requests, and one for each 1,000 parts of an
/// interrupted upload. `context` dies with the session.
void findUploadStart(Session &session, const Location &location, const VirtualPath &path,
                     const UploadWish &wish, QObject *context, Handler<UploadStart> handler);

}  // namespace cosftp
