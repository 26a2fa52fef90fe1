#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that make a server look alive: files done and failed, slow transfers, idle sessions.

Usage: load.py PORT. Runs until it is ended; says "ready" when the slow transfers move. Users and passwords are those of
profile.conf.
"""
import ftplib
import io
import itertools
import socket
import ssl
import struct
import sys
import threading
import time

PORT = int(sys.argv[1])
PASSWORD = 'screenshots'
KIB = 1024
MIB = 1024 * KIB


def client(user, password=PASSWORD):
    ftp = ftplib.FTP()
    ftp.connect('127.0.0.1', PORT, timeout=600)
    ftp.login(user, password)
    return ftp


def secure_client(user):
    """With the control connection encrypted; the certificate is self-made."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    ftp = ftplib.FTP_TLS(context=context)
    ftp.connect('127.0.0.1', PORT, timeout=600)
    ftp.login(user, PASSWORD)
    return ftp


def guess(source, user, password):
    """One try of somebody who has no account."""
    ftp = ftplib.FTP()
    try:
        ftp.connect('127.0.0.1', PORT, timeout=60, source_address=(source, 0))
        ftp.login(user, password)
    except (ftplib.Error, OSError, EOFError):
        pass  # refused, or banned already
    ftp.close()


def banned():
    tries = [('127.0.0.9', user, f'{user}{number}') for user in ('admin', 'root', 'test') for number in range(3)]
    tries += [('127.0.0.23', 'camera-03', f'camera{number}') for number in range(8)]
    threads = [threading.Thread(target=guess, args=arguments) for arguments in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def make_folders(ftp, path):
    for depth in range(1, path.count('/') + 1):
        try:
            ftp.mkd('/'.join(path.split('/')[:depth]))
        except ftplib.error_perm:
            pass  # it is there


def put(ftp, path, size):
    make_folders(ftp, path)
    ftp.storbinary('STOR ' + path, io.BytesIO(b'\x5a' * size))


def earlier_files():
    """What the history shows."""
    ann, camera, scanner = client('ann'), client('camera-03'), client('scanner')
    many_files(ann)
    for number, size in enumerate([2310, 48_200, 731_000, 5 * MIB, 1_204_331, 88_123]):
        put(scanner, f'contracts/2026-11/scan-{number + 41:04}.pdf', size)
    for minute in range(0, 50, 7):
        put(camera, f'2026-11-22/14-{minute:02}-00.jpg', 180_000 + minute * 3111)
    for name, size in [('photos/harbour at dawn.raf', 24 * MIB), ('photos/家庭合影 2026.jpg', 3_900_000),
                       ('drafts/quarterly report (final).docx', 412_000)]:
        put(ann, name, size)
        ann.retrbinary('RETR ' + name, lambda block: None)
    for session in (ann, camera, scanner):
        session.quit()


def failures():
    """A line that breaks, a wrong password, a folder without rights."""
    broken = client('camera-03')
    data = broken.transfercmd('STOR 2026-11-22/14-52-00.mp4')
    data.sendall(b'\x5a' * 6 * MIB)
    time.sleep(1)
    data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))  # ends with a reset
    data.close()
    time.sleep(2)
    broken.close()
    try:
        client('ann', 'wrong password')
    except ftplib.error_perm:
        pass
    late = client('scanner')
    data = late.transfercmd('STOR contracts/2026-11/scan-0047.pdf')
    data.sendall(b'\x5a' * 90 * KIB)
    late.putcmd('ABOR')
    time.sleep(0.5)
    data.close()
    late.close()


def slow_upload(user, path, bytes_per_second, size):
    """Goes on until the program is ended; announces the size, as many clients do."""
    ftp = client(user)
    make_folders(ftp, path)
    for round_number in itertools.count():
        if round_number == 0:
            ftp.voidcmd(f'ALLO {size}')
        data = ftp.transfercmd('STOR ' + path)
        block = b'\x5a' * max(4 * KIB, bytes_per_second // 10)
        for _ in range(size // len(block)):
            data.sendall(block)
            time.sleep(len(block) / bytes_per_second)
        data.close()
        ftp.voidresp()


def slow_download(user, path, bytes_per_second):
    ftp = client(user)
    while True:
        data = ftp.transfercmd('RETR ' + path)
        while block := data.recv(max(4 * KIB, bytes_per_second // 10)):
            time.sleep(len(block) / bytes_per_second)
        data.close()
        ftp.voidresp()


def stalled_upload(user, path):
    """A client that has gone to sleep in the middle."""
    ftp = client(user)
    make_folders(ftp, path)
    data = ftp.transfercmd('STOR ' + path)
    data.sendall(b'\x5a' * 700 * KIB)
    time.sleep(3600)
    data.close()


def many_files(ftp):
    """A folder that takes a while to be renamed. First of all, so that newer files hide it in the history."""
    make_folders(ftp, 'photos/2025/x')
    for number in range(120):
        put(ftp, f'photos/2025/{number:04}.jpg', 20_000)


def rename_to_and_fro():
    ftp = client('ann')
    for old, new in itertools.cycle([('photos/2025', 'photos/archive 2025'), ('photos/archive 2025', 'photos/2025')]):
        ftp.rename(old, new)


def idle(user, folder, connect=client):
    ftp = connect(user)
    ftp.cwd(folder)
    while True:
        time.sleep(45)
        ftp.voidcmd('NOOP')


def main():
    earlier_files()
    failures()
    banned()
    jobs = [
        (slow_upload, ('backup', 'nightly/database-2026-11-22.dump.zst', 6 * MIB, 4000 * MIB)),
        (slow_upload, ('camera-03', '2026-11-22/15-00-00.mp4', 700 * KIB, 400 * MIB)),
        (slow_upload, ('ann', 'photos/2026 autumn/night train to Chengdu.mov', 2 * MIB, 900 * MIB)),
        (slow_download, ('ann', 'photos/harbour at dawn.raf', 160 * KIB)),
        (slow_download, ('partner', 'photos/harbour at dawn.raf', 90 * KIB)),
        (stalled_upload, ('scanner', 'contracts/2026-11/scan-0048.pdf')),
        (idle, ('partner', 'photos', secure_client)),
        (idle, ('ann', 'drafts')),
        (rename_to_and_fro, ()),
    ]
    for job, arguments in jobs:
        threading.Thread(target=job, args=arguments, daemon=True).start()
    time.sleep(3)
    print('ready', flush=True)
    threading.Event().wait()


if __name__ == '__main__':
    main()
