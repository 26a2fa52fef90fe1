<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// PHP's ftp extension for the matrix: HOST PORT SECURITY MODE USER PASSWORD CERTIFICATE VERB WORDS...
// It verifies no certificate, so CERTIFICATE is not used.
[, $host, $port, $security, $mode, $user, $password, , $verb] = $argv;
$words = array_slice($argv, 9);

function check(mixed $result): mixed
{
    if ($result === false || $result === FTP_FAILED || $result === -1) {
        fwrite(STDERR, 'failed: ' . (error_get_last()['message'] ?? '') . "\n");
        exit(1);
    }
    return $result;
}

$connect = $security === 'plain' ? 'ftp_connect' : 'ftp_ssl_connect';
$ftp = check($connect($host, (int) $port, 60));
check(@ftp_login($ftp, $user, $password));
check(ftp_set_option($ftp, FTP_USEPASVADDRESS, true));
check(ftp_pasv($ftp, $mode === 'passive'));

$verbs = [
    'names' => function ($folder) use ($ftp) {
        foreach (check(ftp_nlist($ftp, $folder)) as $path) {
            echo basename($path), "\n";
        }
    },
    'put' => fn ($local, $remote) => check(ftp_put($ftp, $remote, $local)),
    'get' => fn ($remote, $local) => check(ftp_get($ftp, $local, $remote)),
    'resume_put' => fn ($local, $remote) => check(ftp_put($ftp, $remote, $local, FTP_BINARY, FTP_AUTORESUME)),
    'resume_get' => fn ($remote, $local) => check(ftp_get($ftp, $local, $remote, FTP_BINARY, FTP_AUTORESUME)),
    'rename' => fn ($old, $new) => check(ftp_rename($ftp, $old, $new)),
    'delete' => fn ($path) => check(ftp_delete($ftp, $path)),
    'make_folders' => function (...$paths) use ($ftp) {
        foreach ($paths as $path) {
            check(ftp_mkdir($ftp, $path));
        }
    },
];
$verbs[$verb](...$words);
ftp_close($ftp);
