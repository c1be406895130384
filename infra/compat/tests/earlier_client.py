"""MLflow's auth client of an earlier release, in a process of its own: one line asks, one line answers."""

import json
import os
import subprocess
import sys


def serve(server):
    from mlflow.exceptions import MlflowException
    from mlflow.server import get_app_client

    client = get_app_client("basic-auth", tracking_uri=server)
    for line in sys.stdin:
        name, password, method, arguments = json.loads(line)
        os.environ.update(MLFLOW_TRACKING_USERNAME=name, MLFLOW_TRACKING_PASSWORD=password)
        try:
            result = getattr(client, method)(*arguments)
            answer = {"result": None if result is None else result.to_json()}
        except MlflowException as refused:
            answer = {"error_code": refused.error_code, "message": str(refused)}
        print(json.dumps(answer), flush=True)


class Refused(Exception):
    def __init__(self, answer):
        super().__init__(answer["message"])
        self.error_code = answer["error_code"]


class EarlierClient:
    """Calls like those of the client itself, each by the person whose turn it is; answers as JSON has them."""

    def __init__(self, server):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__, server],
            env={**os.environ, "PYTHONPATH": os.environ["EARLIER_MLFLOW"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def by(self, person):
        return _By(self.process, person)

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


class _By:
    def __init__(self, process, person):
        self._process = process
        self._person = person

    def __getattr__(self, method):
        def call(*arguments):
            question = [self._person.name, self._person.password, method, arguments]
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
            if "error_code" in answer:
                raise Refused(answer)
            return answer["result"]

        return call


if __name__ == "__main__":
    serve(sys.argv[1])
