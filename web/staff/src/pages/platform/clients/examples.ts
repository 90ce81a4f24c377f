export interface Example {
  readonly key: 'stepToken' | 'stepCheck' | 'stepRows' | 'stepAnswer'
  readonly text: string
}

/** Commands that work as they stand once id and secret are put in. */
export const examplesFor = (origin: string, period: string): readonly Example[] => [
  {
    key: 'stepToken',
    text: `TOKEN=$(curl -s -u "$CLIENT_ID:$CLIENT_SECRET" \\
  -d grant_type=client_credentials \\
  ${origin}/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
  },
  {
    key: 'stepCheck',
    text: `curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"uscc":"91330100MA27XLKN1T","name":"杭州青禾电子商务有限公司","representative":"陈立新"}' \\
  ${origin}/api/admission-checks`,
  },
  {
    key: 'stepRows',
    text: `curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"period":"${period}"}' ${origin}/api/batches/rows        # → "id":"bat_…"

curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: ${period}-part-0001' \\
  -d '{"rows":[{"name":"杭州青禾电子商务有限公司","uscc":"91330100MA27XLKN1T","shopName":"青禾旗舰店","shopUrl":"https://…"}]}' \\
  ${origin}/api/batches/$BATCH/parts

curl -s -X POST -H "Authorization: Bearer $TOKEN" ${origin}/api/batches/$BATCH/submit`,
  },
  {
    key: 'stepAnswer',
    text: `curl -s -H "Authorization: Bearer $TOKEN" \\
  '${origin}/api/problems?state=pushed,returned&size=200'

curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"selection":{"ids":[{"id":"prb_…","version":3}]},"answer":"removed"}' \\
  ${origin}/api/problems/answer`,
  },
]
