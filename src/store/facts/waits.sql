SELECT source, target, operation, works, waits, policy, base_ms, step, jitter, lockstep, p50_ms, later, growing, announced, kept, asked, honoured
FROM wait_policies
ORDER BY waits DESC, operation, source, target
LIMIT 100
